import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { RECORD_TYPES, type DnsSpec, type TlsSpec } from "@nightbell/shared/check/spec/network";
import { Advanced } from "../../../../ui/advanced.tsx";
import stack from "../../../../ui/stack.module.css";
import type { Form } from "./form-type.ts";
import { NameField, ServerFields } from "./host-fields.tsx";

const STARTTLS = [
  { value: "none", label: "from the first byte" },
  { value: "smtp", label: "after STARTTLS, SMTP" },
  { value: "imap", label: "after STARTTLS, IMAP" },
  { value: "postgres", label: "after PostgreSQL’s request" },
] satisfies { value: TlsSpec["starttls"]; label: string }[];

/** The server whose certificate is watched. */
export function TlsFields({ form }: { form: Form }) {
  const { serverName, starttls } = form.values.check.tls;
  const isUsed = serverName !== "" || starttls !== "none" || "check.tls.serverName" in form.errors;
  return (
    <>
      <ServerFields form={form} placeholder="example.com" />
      <Advanced title="Another name, STARTTLS" needed={isUsed}>
        <div className={stack.fields}>
          <NativeSelect label="TLS begins" data={STARTTLS} {...form.getInputProps("check.tls.starttls")} />
          <TextInput
            label="Name to ask for"
            description="if it is not the host’s"
            {...form.getInputProps("check.tls.serverName")}
          />
        </div>
      </Advanced>
    </>
  );
}

/** The domain whose registration is watched. */
export function DomainFields({ form }: { form: Form }) {
  return (
    <NameField
      form={form}
      path="check.domain"
      label="Domain"
      placeholder="example.com"
      description="as it is registered, without www"
    />
  );
}

/** The name and the record that are looked up. */
export function DnsFields({ form }: { form: Form }) {
  return (
    <div className={stack.fields}>
      <NameField form={form} path="check.dns.name" label="Name" placeholder="example.com" />
      <NativeSelect label="Record" maw={160} data={[...RECORD_TYPES]} {...form.getInputProps("check.dns.record")} />
    </div>
  );
}

const EXPECT = [
  { value: "exists", label: "there is one" },
  { value: "equals", label: "they are exactly these" },
  { value: "contains", label: "these are among them" },
  { value: "absent", label: "these are not among them" },
] satisfies { value: DnsSpec["expect"]; label: string }[];

/** What the records should be. */
export function DnsExpect({ form }: { form: Form }) {
  const { expect } = form.values.check.dns;
  return (
    <>
      <NativeSelect label="All is well when" maw={320} data={EXPECT} {...form.getInputProps("check.dns.expect")} />
      {expect === "exists" ? null : (
        <Textarea
          label="Values"
          description={expect === "absent" ? "one a line; left empty, there must be no such record" : "one a line"}
          autosize
          minRows={2}
          spellCheck={false}
          classNames={{ input: stack.mono ?? "" }}
          {...form.getInputProps("check.dns.values")}
        />
      )}
      <p className={stack.soft}>We ask two resolvers. It is down when both agree on a mismatch.</p>
    </>
  );
}
