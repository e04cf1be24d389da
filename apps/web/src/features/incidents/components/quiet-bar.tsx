import type { HumanAct } from "@nightbell/shared/team/rpc";
import type { IncidentView } from "@nightbell/shared/views/views";
import { Button } from "@mantine/core";
import { useState } from "react";
import { useSave } from "../../../lib/api/use-save.ts";
import { act } from "../api/act.ts";
import classes from "./act-bar.module.css";
import { ResolvePanel } from "./act-panels.tsx";

type Props = { team: string; incident: IncidentView; failing: boolean };

/** What can be done about an incident that everyone was told of once, and nobody is paged for. */
export function QuietBar({ team, incident, failing }: Props) {
  const [asks, setAsks] = useState(false);
  const save = useSave(team, (what: HumanAct) => act(team, incident.id, what), {
    done: ({ text }) => text,
    onDone: () => setAsks(false),
  });
  return (
    <div className={classes.bar} role="group" aria-label="What to do">
      <div className={classes.buttons}>
        <Button
          size="lg"
          variant="default"
          disabled={save.isPending}
          loading={save.isPending && save.variables.kind === "escalate"}
          onClick={() => save.mutate({ kind: "escalate" })}
        >
          Page somebody for it
        </Button>
        <Button
          size="lg"
          variant="default"
          data-key="r"
          disabled={save.isPending}
          aria-expanded={asks}
          onClick={() => setAsks(!asks)}
        >
          Resolve…
        </Button>
      </div>
      {asks ? (
        <ResolvePanel
          busy={save.isPending}
          failing={failing}
          onResolve={() => save.mutate({ kind: "resolve" })}
          onKeep={() => setAsks(false)}
        />
      ) : null}
    </div>
  );
}
