import { NativeSelect, TextInput } from "@mantine/core";
import stack from "../../../../ui/stack.module.css";
import { inputOf, nameOf } from "../../model/form.ts";
import { intervalChoices } from "../../model/kinds.ts";
import { FlowFields } from "./flow-fields.tsx";
import type { Form } from "./form-type.ts";
import { NameField, ServerFields } from "./host-fields.tsx";
import { MailFields } from "./mail-fields.tsx";
import { DnsFields, DomainFields, TlsFields } from "./name-fields.tsx";
import { SocketFields } from "./socket-fields.tsx";
import type { Look } from "./use-look.ts";
import { WebFields } from "./web-fields.tsx";

type Props = { form: Form; look: Look };

/** What is watched, under which name, and how often. */
export function WhatFields({ form, look }: Props) {
  return (
    <>
      <Target form={form} look={look} />
      <div className={stack.fields}>
        <TextInput
          label="Name"
          maxLength={100}
          placeholder={nameOf(inputOf(form.values).check) || "the host’s name"}
          {...form.getInputProps("name")}
        />
        <NativeSelect
          label="Check"
          data={intervalChoices(form.values.intervalSeconds)}
          {...form.getInputProps("intervalSeconds")}
        />
      </div>
    </>
  );
}

function Target({ form, look }: Props) {
  switch (form.values.check.type) {
    case "http":
      return <WebFields form={form} look={look} />;
    case "flow":
      return <FlowFields form={form} />;
    case "websocket":
      return <SocketFields form={form} />;
    case "tls":
      return <TlsFields form={form} />;
    case "domain":
      return <DomainFields form={form} />;
    case "dns":
      return <DnsFields form={form} />;
    case "smtp":
    case "imap":
      return <MailFields form={form} />;
    case "icmp":
      return <NameField form={form} path="check.host" label="Host" placeholder="10.0.0.1" />;
    default:
      return <ServerFields form={form} />;
  }
}
