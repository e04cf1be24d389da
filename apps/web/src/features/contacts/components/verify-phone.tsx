import type { ContactView } from "@nightbell/shared/views/views";
import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useSave } from "../../../lib/api/use-save.ts";
import { sendCode, verifyCode } from "../api/save-contact.ts";
import classes from "./contacts.module.css";

/** Proves that a number rings at its owner: a code by text or by call, typed in here. */
export function VerifyPhone({ team, contact }: { team: string; contact: ContactView }) {
  const [sent, setSent] = useState<"sms" | "voice" | null>(null);
  const send = useSave(team, (via: "sms" | "voice") => sendCode(team, contact.id, via), {
    onDone: (_, via) => setSent(via),
  });
  return (
    <div className={classes.verify}>
      <p>
        {sent === null
          ? "Prove that this number reaches you: we send a code."
          : sent === "sms"
            ? `A text with a code is on its way to ${contact.label}.`
            : `We are calling ${contact.label} and read the code to you.`}
      </p>
      <div className={classes.form} style={{ alignItems: "center" }}>
        <Button
          style={{ margin: 0 }}
          variant={sent === null ? "filled" : "default"}
          loading={send.isPending && send.variables === "sms"}
          onClick={() => send.mutate("sms")}
        >
          {sent === "sms" ? "Text me again" : "Text me a code"}
        </Button>
        <Button
          style={{ margin: 0 }}
          variant="default"
          loading={send.isPending && send.variables === "voice"}
          onClick={() => send.mutate("voice")}
        >
          {sent === "voice" ? "Call me again" : "Call me instead"}
        </Button>
      </div>
      {sent === null ? null : <CodeForm team={team} contact={contact} />}
    </div>
  );
}

function CodeForm({ team, contact }: { team: string; contact: ContactView }) {
  const [code, setCode] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const verify = useSave(team, (typed: string) => verifyCode(team, contact.id, typed), {
    done: () => `${contact.label} is verified. We can wake you now.`,
    onField: (_, message) => setFault(message),
  });
  return (
    <form
      className={classes.code}
      onSubmit={(event) => {
        event.preventDefault();
        setFault(null);
        verify.mutate(code.replaceAll(" ", ""));
      }}
    >
      <TextInput
        label="Code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={10}
        w={170}
        autoFocus
        value={code}
        error={fault}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <Button type="submit" loading={verify.isPending} disabled={code.trim() === ""}>
        Verify
      </Button>
    </form>
  );
}
