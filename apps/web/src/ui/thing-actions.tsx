import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import classes from "./thing-actions.module.css";

type Props = {
  /** "heartbeat" or "monitor", for the question. */
  noun: string;
  paused: boolean;
  busy: boolean;
  onPause: () => void;
  onResume: () => void;
  onDelete: () => void;
  edit: ReactNode;
};

/** Edit, pause or resume, delete. Deleting asks once more in place, without a modal. */
export function ThingActions({ noun, paused, busy, onPause, onResume, onDelete, edit }: Props) {
  const [asking, setAsking] = useState(false);
  if (asking) {
    return (
      <div className={classes.ask} role="alert">
        <span>Delete this {noun}? It is no longer watched, and its open incident is closed.</span>
        <Button color="red" disabled={busy} onClick={onDelete}>
          Delete
        </Button>
        <Button variant="default" onClick={() => setAsking(false)}>
          Keep it
        </Button>
      </div>
    );
  }
  return (
    <>
      {edit}
      <Button variant="default" data-key="p" disabled={busy} onClick={paused ? onResume : onPause}>
        {paused ? "Resume" : "Pause"}
      </Button>
      <Button variant="default" disabled={busy} onClick={() => setAsking(true)}>
        Delete…
      </Button>
    </>
  );
}
