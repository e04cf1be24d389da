import { NativeSelect, TextInput } from "@mantine/core";
import type { TcpStep } from "@nightbell/shared/check/spec/network";
import stack from "../../../../ui/stack.module.css";
import { NEW_TCP_STEP, type Payload } from "../../model/form-check.ts";
import type { Form } from "./form-type.ts";
import { RowList } from "./rows.tsx";

const ACTS = [
  { value: "send", label: "send" },
  { value: "expect", label: "expect" },
] satisfies { value: TcpStep["act"]; label: string }[];
const SENT = [
  { value: "text", label: "text" },
  { value: "hex", label: "bytes in hex" },
] satisfies { value: Payload["format"]; label: string }[];
const EXPECTED = [...SENT, { value: "regex", label: "a regular expression" }];
const code = { spellCheck: false, autoCapitalize: "none", classNames: { input: stack.mono ?? "" } } as const;

/** What is sent to a port and expected from it, in turn. */
export function TcpSteps({ form }: { form: Form }) {
  return (
    <>
      <p className={stack.soft}>It is down when no connection is made, or what is expected does not come.</p>
      <RowList
        form={form}
        path="check.tcp.steps"
        rows={form.values.check.tcp.steps}
        noun="line to send or expect"
        blank={NEW_TCP_STEP}
        most={10}
      >
        {(at, { act }) => (
          <>
            <NativeSelect label="Step" data={ACTS} {...form.getInputProps(`${at}.act`)} />
            <NativeSelect label="As" data={act === "send" ? SENT : EXPECTED} {...form.getInputProps(`${at}.format`)} />
            <TextInput label="What" {...code} {...form.getInputProps(`${at}.value`)} />
          </>
        )}
      </RowList>
    </>
  );
}

/** A datagram, and what is answered. */
export function UdpExpect({ form }: { form: Form }) {
  const { send, expect } = form.values.check.udp;
  return (
    <>
      <div className={stack.fields}>
        <NativeSelect label="Send, as" data={SENT} maw={180} {...form.getInputProps("check.udp.send.format")} />
        <TextInput
          label="Datagram"
          placeholder={send.format === "hex" ? "0d 0a" : "status"}
          required
          {...code}
          {...form.getInputProps("check.udp.send.value")}
        />
      </div>
      <div className={stack.fields}>
        <NativeSelect
          label="Answer"
          data={[{ value: "none", label: "any" }, ...EXPECTED]}
          maw={180}
          {...form.getInputProps("check.udp.expect.format")}
        />
        {expect.format === "none" ? null : (
          <TextInput label="It holds" required {...code} {...form.getInputProps("check.udp.expect.value")} />
        )}
      </div>
    </>
  );
}
