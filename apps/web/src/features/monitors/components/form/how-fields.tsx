import { Checkbox } from "@mantine/core";
import stack from "../../../../ui/stack.module.css";
import { DatabaseExpect, MailExpect, RedisExpect } from "./database-fields.tsx";
import type { Form } from "./form-type.ts";
import { DnsExpect } from "./name-fields.tsx";
import { SocketExpect } from "./socket-fields.tsx";
import type { Look } from "./use-look.ts";
import { WebExpect } from "./web-expect.tsx";
import { TcpSteps, UdpExpect } from "./wire-fields.tsx";

/** How we decide that it is down. */
export function HowFields({ form, look }: { form: Form; look: Look }) {
  switch (form.values.check.type) {
    case "http":
      return <WebExpect form={form} look={look} />;
    case "flow":
      return <FlowExpect form={form} />;
    case "websocket":
      return <SocketExpect form={form} />;
    case "dns":
      return <DnsExpect form={form} />;
    case "tcp":
      return <TcpSteps form={form} />;
    case "postgres":
    case "mysql":
      return <DatabaseExpect form={form} />;
    case "redis":
      return <RedisExpect form={form} />;
    case "smtp":
    case "imap":
      return <MailExpect form={form} />;
    case "udp":
      return <UdpExpect form={form} />;
    case "tls":
      return (
        <p className={stack.soft}>
          It is down when the certificate has expired, is not valid yet, is not trusted, or is for another host. We warn
          14 days before it ends, or when a quarter of its time is left; the last 3 days are urgent.
        </p>
      );
    case "domain":
      return (
        <p className={stack.soft}>
          It is down when the registration has expired or the registry holds it. We warn 30, 14, 7 and 1 days ahead. A
          registry that does not answer never makes it down.
        </p>
      );
    case "icmp":
      return <p className={stack.soft}>It is down when no echo comes back in time.</p>;
  }
}

function FlowExpect({ form }: { form: Form }) {
  return (
    <>
      <p className={stack.soft}>It is down when one of the steps above does not answer as it says.</p>
      <Checkbox
        label="Cookies that a step sets are sent along by the steps after it"
        {...form.getInputProps("check.flow.cookies", { type: "checkbox" })}
      />
    </>
  );
}
