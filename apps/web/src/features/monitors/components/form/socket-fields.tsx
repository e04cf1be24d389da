import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { Advanced } from "../../../../ui/advanced.tsx";
import stack from "../../../../ui/stack.module.css";
import type { SocketForm } from "../../model/form-check.ts";
import type { Form } from "./form-type.ts";
import { NameField } from "./host-fields.tsx";
import { HeaderRows, JsonRows } from "./web-rows.tsx";

/** A WebSocket's address, and what is sent while it opens. */
export function SocketFields({ form }: { form: Form }) {
  const { headers, subprotocol } = form.values.check.socket;
  const isUsed = headers.length > 0 || subprotocol !== "";
  return (
    <>
      <NameField form={form} path="check.socket.url" label="Address" placeholder="wss://example.com/live" />
      <Advanced title="Headers and subprotocol" needed={isUsed}>
        <HeaderRows form={form} path="check.socket.headers" rows={headers} />
        <TextInput label="Subprotocol" maw={320} {...form.getInputProps("check.socket.subprotocol")} />
      </Advanced>
    </>
  );
}

const EXPECT = [
  { value: "none", label: "it opens" },
  { value: "text", label: "a message contains" },
  { value: "regex", label: "a message matches" },
  { value: "json", label: "a message is JSON with" },
] satisfies { value: SocketForm["expect"]["kind"]; label: string }[];

/** What is said over a WebSocket, and what should come back. */
export function SocketExpect({ form }: { form: Form }) {
  const { kind, assertions } = form.values.check.socket.expect;
  return (
    <>
      <Textarea
        label="Message to send"
        description="left empty, nothing is sent"
        autosize
        minRows={2}
        spellCheck={false}
        classNames={{ input: stack.mono ?? "" }}
        {...form.getInputProps("check.socket.send")}
      />
      <NativeSelect
        label="All is well when"
        maw={320}
        data={EXPECT}
        {...form.getInputProps("check.socket.expect.kind")}
      />
      {kind === "text" || kind === "regex" ? (
        <TextInput label="What it should be" required {...form.getInputProps("check.socket.expect.value")} />
      ) : null}
      {kind === "json" ? <JsonRows form={form} path="check.socket.expect.assertions" rows={assertions} /> : null}
    </>
  );
}
