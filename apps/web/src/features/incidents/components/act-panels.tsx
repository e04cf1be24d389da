import type { PersonRef } from "@nightbell/shared/views/parts";
import { Button } from "@mantine/core";
import { SNOOZES } from "../model/stand.ts";
import classes from "./act-bar.module.css";

type Busy = { busy: boolean };

/** How long to be left alone. */
export function SnoozePanel({ busy, onPick }: Busy & { onPick: (seconds: number) => void }) {
  return (
    <div className={classes.panel}>
      <p>Nobody is paged meanwhile. If it still fails afterwards, paging starts afresh.</p>
      <div className={classes.choices}>
        {SNOOZES.map(({ seconds, word }) => (
          <Button key={seconds} variant="default" disabled={busy} onClick={() => onPick(seconds)}>
            {word}
          </Button>
        ))}
      </div>
    </div>
  );
}

/** Whom to page for it instead. */
export function AssignPanel({
  busy,
  people,
  onPick,
}: Busy & { people: readonly PersonRef[]; onPick: (user: string) => void }) {
  return (
    <div className={classes.panel}>
      <p>The person is paged at once; without an answer in 4 minutes, everyone is.</p>
      <div className={classes.choices}>
        {people.map((person) => (
          <Button key={person.id} variant="default" disabled={busy} onClick={() => onPick(person.id)}>
            {person.name}
          </Button>
        ))}
      </div>
    </div>
  );
}

/** The second look before closing an incident by hand. */
export function ResolvePanel({
  busy,
  failing,
  onResolve,
  onKeep,
}: Busy & { failing: boolean; onResolve: () => void; onKeep: () => void }) {
  return (
    <div className={classes.panel} role="alert">
      <p>
        {failing
          ? "It is still failing. If you resolve it now, the next failed verdict opens it again and pages."
          : "This closes the incident and stops all paging for it."}
      </p>
      <div className={classes.choices}>
        <Button color="red" disabled={busy} onClick={onResolve}>
          {failing ? "Resolve anyway" : "Resolve"}
        </Button>
        <Button variant="default" onClick={onKeep}>
          Keep it open
        </Button>
      </div>
    </div>
  );
}
