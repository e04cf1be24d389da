import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { useSave } from "../../../lib/api/use-save.ts";
import { act } from "../api/act.ts";
import classes from "./note-composer.module.css";

/** A private note to the timeline. Writing one also says "still on it", so the ack does not run out. */
export function NoteComposer({ team, incident }: { team: string; incident: string }) {
  const [text, setText] = useState("");
  const save = useSave(team, (note: string) => act(team, incident, { kind: "note", text: note }), {
    onDone: () => setText(""),
  });
  const note = text.trim();
  return (
    <form
      className={classes.composer}
      onSubmit={(event) => {
        event.preventDefault();
        if (note !== "") save.mutate(note);
      }}
    >
      <Textarea
        className={classes.text}
        aria-label="Note for the team"
        placeholder="What do you see, what did you do?"
        autosize
        minRows={1}
        maxRows={6}
        maxLength={2000}
        data-key="n"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.scrollIntoView({ block: "nearest" })}
      />
      <Button type="submit" variant="default" disabled={note === ""} loading={save.isPending}>
        Add note
      </Button>
    </form>
  );
}
