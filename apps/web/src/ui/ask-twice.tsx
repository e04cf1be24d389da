import { Button } from "@mantine/core";
import { useState } from "react";
import classes from "./ask-twice.module.css";

type Props = {
  /** On the button, e.g. "Retire…". */
  word: string;
  /** What happens, before the two answers. */
  question: string;
  yes: string;
  no: string;
  busy: boolean;
  size?: "xs" | "sm";
  onYes: () => void;
};

/** A button that asks once more in place, without a modal. */
export function AskTwice({ word, question, yes, no, busy, size = "xs", onYes }: Props) {
  const [asking, setAsking] = useState(false);
  if (!asking)
    return (
      <Button size={size} variant="default" loading={busy} onClick={() => setAsking(true)}>
        {word}
      </Button>
    );
  return (
    <span className={classes.ask} role="alert">
      {question}
      <Button
        size={size}
        color="red"
        onClick={() => {
          // Answered once: what stays on the screen afterwards must be asked anew.
          setAsking(false);
          onYes();
        }}
      >
        {yes}
      </Button>
      <Button size={size} variant="default" onClick={() => setAsking(false)}>
        {no}
      </Button>
    </span>
  );
}
