import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useSave } from "../../../lib/api/use-save.ts";
import { addPhone } from "../api/save-contact.ts";
import classes from "./contacts.module.css";

/** A number, with its country code. */
export function AddPhone({ team, first }: { team: string; first: boolean }) {
  const [number, setNumber] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const add = useSave(team, (typed: string) => addPhone(team, typed), {
    onDone: () => setNumber(""),
    onField: (_, message) => setFault(message),
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        setFault(null);
        add.mutate(number.trim());
      }}
    >
      <TextInput
        label="Mobile number"
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        placeholder="+43 660 1234567"
        w={260}
        maxLength={40}
        inputWrapperOrder={["label", "input", "description", "error"]}
        description="with the country code, starting with +"
        value={number}
        error={fault}
        onChange={(event) => setNumber(event.currentTarget.value)}
      />
      <Button
        type="submit"
        variant={first ? "filled" : "default"}
        loading={add.isPending}
        disabled={number.trim() === ""}
      >
        Add phone
      </Button>
    </form>
  );
}
