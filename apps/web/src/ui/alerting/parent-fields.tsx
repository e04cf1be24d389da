import { Button, NativeSelect } from "@mantine/core";
import type { ReactNode } from "react";
import stack from "../stack.module.css";
import { type Hears, parentOptions } from "./alerting-form.ts";

type Props = {
  parents: readonly string[];
  onParents: (parents: string[]) => void;
  things: Hears["things"];
  error: ReactNode;
};

const MOST = 10;

/** The monitors and heartbeats that this one stands on. */
export function ParentFields({ parents, onParents, things, error }: Props) {
  const next = things?.find(({ id }) => !parents.includes(id));
  return (
    <div className={stack.tight} role="group" aria-label="Stands on">
      <p className={stack.soft}>
        Stands on. While one of these is down, this one is watched, and pages nobody: one failure, one page.
      </p>
      {parents.map((parent, index) => (
        <div key={parent} className={stack.group}>
          <NativeSelect
            aria-label={`Stands on, ${index + 1}`}
            data={parentOptions(things, parents, parent)}
            value={parent}
            error={index === 0 ? error : undefined}
            onChange={({ currentTarget }) => onParents(parents.with(index, currentTarget.value))}
          />
          <Button
            size="xs"
            variant="default"
            aria-label={`Remove what it stands on, ${index + 1}`}
            onClick={() => onParents(parents.toSpliced(index, 1))}
          >
            Remove
          </Button>
        </div>
      ))}
      {next === undefined || parents.length >= MOST ? null : (
        <div>
          <Button size="xs" variant="default" onClick={() => onParents([...parents, next.id])}>
            Add what it stands on
          </Button>
        </div>
      )}
    </div>
  );
}
