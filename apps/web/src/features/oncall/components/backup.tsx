import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useSave } from "../../../lib/api/use-save.ts";
import { AskTwice } from "../../../ui/ask-twice.tsx";
import type { Mark } from "../../../ui/mark.ts";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { StateMark } from "../../../ui/state-mark.tsx";
import { removeBackup, sendBackupCode, setBackup, verifyBackup } from "../api/save-backup.ts";
import type { Frame } from "./frame.ts";
import classes from "./oncall.module.css";

const READY: Mark = { shape: "disc", tone: "up", word: "verified" };
const WAITING: Mark = { shape: "ring", tone: "idle", word: "not verified" };

/** Somebody outside the team who hears when nobody answers. Spec "oncall" §3, "Backup human". */
export function BackupCard({ frame }: { frame: Frame }) {
  const { backup } = frame.view;
  return (
    <Section
      title="Backup human"
      aside={backup === null ? undefined : <StateMark mark={backup.verified ? READY : WAITING} />}
    >
      <div className={stack.stack}>
        <p>
          {backup === null
            ? "When nobody has answered for 15 minutes, one person outside the team can get an SMS with what is wrong and how to reach you. They need no account."
            : `${backup.name} (${backup.phone}) gets an SMS when nobody has answered for 15 minutes, then every 30.`}
        </p>
        {frame.mayManage ? <Manage frame={frame} /> : backup === null ? <p>Owners and admins name one.</p> : null}
      </div>
    </Section>
  );
}

function Manage({ frame: { team, view } }: { frame: Frame }) {
  const { backup } = view;
  const remove = useSave(team, () => removeBackup(team), { done: () => "There is no backup any more." });
  if (backup === null) return <NameForm team={team} />;
  return (
    <>
      {backup.verified ? null : <Verify team={team} name={backup.name} />}
      <div>
        <AskTwice
          word="Remove…"
          question={`${backup.name} gets no SMS any more.`}
          yes="Remove"
          no="Keep"
          busy={remove.isPending}
          onYes={() => remove.mutate(undefined)}
        />
      </div>
    </>
  );
}

function NameForm({ team }: { team: string }) {
  const [values, setValues] = useState({ name: "", phone: "" });
  const [faults, setFaults] = useState<{ name?: string; phone?: string }>({});
  const save = useSave(team, () => setBackup(team, values), {
    done: () => `A code is on its way to ${values.name}.`,
    onField: (field, message) => setFaults({ [field === "name" ? "name" : "phone"]: message }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const found = {
      ...(values.name.trim() === "" ? { name: "give a name" } : {}),
      ...(values.phone.trim() === "" ? { phone: "a number with its country, like +43 660 1234567" } : {}),
    };
    setFaults(found);
    if (Object.keys(found).length === 0) save.mutate(undefined);
  };
  return (
    <form className={stack.stack} noValidate aria-label="Backup human" onSubmit={submit}>
      <div className={stack.fields}>
        <TextInput
          label="Their name"
          maxLength={100}
          value={values.name}
          error={faults.name}
          onChange={(event) => setValues({ ...values, name: event.currentTarget.value })}
        />
        <TextInput
          label="Their phone"
          type="tel"
          placeholder="+43 660 1234567"
          maxLength={40}
          value={values.phone}
          error={faults.phone}
          onChange={(event) => setValues({ ...values, phone: event.currentTarget.value })}
        />
      </div>
      <p className={stack.soft}>We send them a code by SMS. They agree by telling it to you.</p>
      <div>
        <Button type="submit" loading={save.isPending}>
          Send the code
        </Button>
      </div>
    </form>
  );
}

function Verify({ team, name }: { team: string; name: string }) {
  const [code, setCode] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const verify = useSave(team, (typed: string) => verifyBackup(team, typed), {
    done: () => `${name} agreed and is your backup now.`,
    onField: (_, message) => setFault(message),
  });
  const again = useSave(team, () => sendBackupCode(team), { done: () => `Another code is on its way to ${name}.` });
  return (
    <form
      className={classes.panel}
      aria-label="Verify the backup"
      onSubmit={(event) => {
        event.preventDefault();
        setFault(null);
        verify.mutate(code.replaceAll(" ", ""));
      }}
    >
      <p>{name} has a code by SMS. Until you type it in here, they get nothing else.</p>
      <div className={stack.fields}>
        <TextInput
          label="Code"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={10}
          value={code}
          error={fault}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      </div>
      <div className={stack.group}>
        <Button type="submit" loading={verify.isPending} disabled={code.trim() === ""}>
          Verify
        </Button>
        <Button variant="default" loading={again.isPending} onClick={() => again.mutate(undefined)}>
          Send it again
        </Button>
      </div>
    </form>
  );
}
