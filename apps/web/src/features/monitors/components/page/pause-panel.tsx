import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useOpenedAt, useZone } from "../../../../lib/time/use-now.ts";
import { zoneName } from "../../../../lib/time/format.ts";
import { instantOf, wallTime } from "../../../../lib/time/wall.ts";
import { pauseChoices } from "../../model/pause.ts";
import classes from "./page.module.css";

type Props = { busy: boolean; onPause: (until: number | null) => void; onCancel: () => void };

/** Until when a monitor is left alone; in place, without a modal. */
export function PausePanel({ busy, onPause, onCancel }: Props) {
  const now = useOpenedAt();
  const zone = useZone();
  const [own, setOwn] = useState("");
  const [late, setLate] = useState(false);
  const pauseOwn = (): void => {
    const until = instantOf(own, zone);
    setLate(!(until > now));
    if (until > now) onPause(until);
  };
  return (
    <div className={classes.panel} role="group" aria-label="Pause until">
      <p>It is not checked meanwhile. An incident that is open is closed, and nobody is paged.</p>
      <div className={classes.actions}>
        {pauseChoices(now, zone).map(({ word, until }) => (
          <Button key={word} variant="default" disabled={busy} onClick={() => onPause(until)}>
            {word}
          </Button>
        ))}
      </div>
      <form
        className={classes.own}
        onSubmit={(event) => {
          event.preventDefault();
          pauseOwn();
        }}
      >
        <TextInput
          type="datetime-local"
          label={`Or until, in ${zoneName(zone)} time`}
          min={wallTime(now, zone)}
          value={own}
          error={late ? "a time that is still to come" : undefined}
          onChange={(event) => setOwn(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={busy || own === ""}>
          Pause until then
        </Button>
        <Button variant="subtle" onClick={onCancel}>
          Leave it running
        </Button>
      </form>
    </div>
  );
}
