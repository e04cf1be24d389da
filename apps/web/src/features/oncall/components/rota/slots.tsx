import { Button } from "@mantine/core";
import { useState } from "react";
import stack from "../../../../ui/stack.module.css";
import { joined, left, shifted } from "../../model/slots.ts";
import { listedNames } from "../../model/people.ts";
import type { Frame } from "../frame.ts";
import classes from "../oncall.module.css";

type Props = {
  frame: Frame;
  slots: readonly string[][];
  fault: string | undefined;
  onChange: (slots: string[][]) => void;
};

/** People in the order of their turns. Buttons move them, so that nothing needs dragging; a turn may be shared. */
export function Slots({ frame, slots, fault, onChange }: Props) {
  return (
    <fieldset className={classes.fieldset}>
      <legend>Who takes turns, in order</legend>
      {slots.length === 0 ? null : (
        <ol className={classes.slots}>
          {slots.map((slot, at) => (
            // The same people may have several turns, so only the place tells them apart.
            <li key={at} className={classes.slot}>
              <Turn frame={frame} slots={slots} slot={slot} at={at} onChange={onChange} />
            </li>
          ))}
        </ol>
      )}
      {fault === undefined ? null : (
        <p className={classes.fault} role="alert">
          {fault}
        </p>
      )}
      <div className={stack.group}>
        <span className={stack.soft}>Add a turn of</span>
        {frame.view.people.map(({ id, name }) => (
          <Button
            key={id}
            size="xs"
            variant="default"
            aria-label={`Add a turn of ${name}`}
            onClick={() => onChange([...slots, [id]])}
          >
            {frame.short(id)}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}

type TurnProps = {
  frame: Frame;
  slots: readonly string[][];
  slot: readonly string[];
  at: number;
  onChange: Props["onChange"];
};

function Turn({ frame, slots, slot, at, onChange }: TurnProps) {
  const [sharing, setSharing] = useState(false);
  const who = listedNames(slot, frame.names);
  const others = frame.view.people.filter(({ id }) => !slot.includes(id));
  return (
    <>
      <span className={stack.soft}>{at + 1}.</span>
      {slot.map((user) => (
        <span key={user} className={classes.person}>
          {frame.names(user)}
          <Button
            size="compact-sm"
            variant="subtle"
            aria-label={`Remove ${frame.names(user)} from turn ${at + 1}`}
            onClick={() => onChange(left(slots, at, user))}
          >
            Remove
          </Button>
        </span>
      ))}
      {slot.length === 0 ? (
        <span className={classes.person}>
          nobody: the layer below has it
          <Button
            size="compact-sm"
            variant="subtle"
            aria-label={`Remove turn ${at + 1}`}
            onClick={() => onChange(slots.filter((_, i) => i !== at).map((each) => [...each]))}
          >
            Remove
          </Button>
        </span>
      ) : null}
      <Button
        size="compact-sm"
        variant="default"
        disabled={at === 0}
        aria-label={`Move ${who} up`}
        onClick={() => onChange(shifted(slots, at, -1))}
      >
        Up
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={at === slots.length - 1}
        aria-label={`Move ${who} down`}
        onClick={() => onChange(shifted(slots, at, 1))}
      >
        Down
      </Button>
      {others.length === 0 ? null : (
        <Button size="compact-sm" variant="subtle" aria-expanded={sharing} onClick={() => setSharing(!sharing)}>
          Share…
        </Button>
      )}
      {sharing
        ? others.map(({ id, name }) => (
            <Button
              key={id}
              size="compact-sm"
              variant="default"
              aria-label={`${name} shares turn ${at + 1}`}
              onClick={() => {
                setSharing(false);
                onChange(joined(slots, at, id));
              }}
            >
              with {frame.short(id)}
            </Button>
          ))
        : null}
    </>
  );
}
