import type { HumanAct } from "@nightbell/shared/team/rpc";
import type { IncidentDetail } from "@nightbell/shared/views/views";
import type { PersonRef } from "@nightbell/shared/views/parts";
import { Button } from "@mantine/core";
import { useState } from "react";
import { useSave } from "../../../lib/api/use-save.ts";
import { act } from "../api/act.ts";
import { ackWord, standOf } from "../model/stand.ts";
import { QuietBar } from "./quiet-bar.tsx";
import { AssignPanel, ResolvePanel, SnoozePanel } from "./act-panels.tsx";
import classes from "./act-bar.module.css";

type Props = {
  team: string;
  me: PersonRef;
  incident: IncidentDetail;
  /** Whom the incident can be given to. */
  people: readonly PersonRef[];
  /** The check or job has not recovered, so resolving by hand will not last. */
  failing: boolean;
};

type Panel = "snooze" | "assign" | "resolve";

/** Everything a person can do about an incident. Targets are 48 px, so that a thumb hits them half asleep. */
export function ActBar({ team, me, incident, people, failing }: Props) {
  const [panel, setPanel] = useState<Panel | null>(null);
  const save = useSave(team, (what: HumanAct) => act(team, incident.id, what), {
    done: ({ text }) => text,
    onDone: () => setPanel(null),
  });
  const stand = standOf(incident, me.id, incident.joined);
  if (stand === "over") return null;
  if (stand === "quiet") return <QuietBar team={team} incident={incident} failing={failing} />;
  const busy = save.isPending;
  const word = ackWord[stand];
  const running = busy ? save.variables?.kind : undefined;
  const toggle = (which: Panel) => () => setPanel(panel === which ? null : which);
  const run = (what: HumanAct) => () => save.mutate(what);
  return (
    <div className={classes.bar} role="group" aria-label="What to do">
      <div className={classes.buttons}>
        {word === null ? null : (
          <Button
            className={classes.ack}
            size="lg"
            data-key="a"
            disabled={busy}
            loading={running === "ack"}
            variant={stand === "nobody" ? "filled" : "default"}
            onClick={run({ kind: "ack" })}
          >
            {word}
          </Button>
        )}
        {(stand === "theirs" || stand === "joined") && incident.owner ? (
          <Button
            size="lg"
            variant="default"
            disabled={busy}
            loading={running === "take over"}
            onClick={run({ kind: "take over" })}
          >
            Take over from {incident.owner.name}
          </Button>
        ) : null}
        <Button
          size="lg"
          variant="default"
          disabled={busy}
          loading={running === "escalate"}
          onClick={run({ kind: "escalate" })}
        >
          Call everyone now
        </Button>
        <Button
          size="lg"
          variant="default"
          disabled={busy}
          aria-expanded={panel === "assign"}
          onClick={toggle("assign")}
        >
          Assign…
        </Button>
        <Button
          size="lg"
          variant="default"
          disabled={busy}
          aria-expanded={panel === "snooze"}
          onClick={toggle("snooze")}
        >
          Snooze…
        </Button>
        <Button
          size="lg"
          variant="default"
          data-key="r"
          disabled={busy}
          aria-expanded={panel === "resolve"}
          onClick={toggle("resolve")}
        >
          Resolve…
        </Button>
      </div>
      {panel === "snooze" ? (
        <SnoozePanel busy={busy} onPick={(seconds) => save.mutate({ kind: "snooze", seconds })} />
      ) : null}
      {panel === "assign" ? (
        <AssignPanel busy={busy} people={people} onPick={(user) => save.mutate({ kind: "assign", user })} />
      ) : null}
      {panel === "resolve" ? (
        <ResolvePanel busy={busy} failing={failing} onResolve={run({ kind: "resolve" })} onKeep={toggle("resolve")} />
      ) : null}
    </div>
  );
}
