import type { IncidentView } from "@nightbell/shared/views/views";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { incidentMark } from "../../../ui/mark.ts";
import { StateMark } from "../../../ui/state-mark.tsx";
import { When } from "../../../ui/when.tsx";
import classes from "./open-incidents.module.css";

type Props = {
  team: string;
  incidents: readonly IncidentView[];
  mayAct: boolean;
  /** The incident whose ack is on its way. */
  acking: string | null;
  onAck: (incident: string) => void;
};

/** What is broken now, each with the button that stops the ringing while nobody has it. */
export function OpenIncidents({ team, incidents, mayAct, acking, onAck }: Props) {
  return (
    <ul className={classes.list} aria-label="Open incidents">
      {incidents.map((incident, i) => (
        <li key={incident.id} className={classes.card} data-paging={incident.paging}>
          <div className={classes.words}>
            <StateMark mark={incidentMark(incident)} />
            <Link
              className={classes.title}
              to="/t/$team/incidents/$id"
              params={{ team, id: incident.id }}
              search={{}}
              data-row
            >
              {incident.title}
            </Link>
            <span className={classes.sentence}>
              {incident.sentence} · since <When at={incident.startedAt} show="absolute" />,{" "}
              <When at={incident.startedAt} show="relative" />
            </span>
          </div>
          {mayAct && incident.paging === "firing" ? (
            <Button
              size="lg"
              className={classes.ack}
              loading={acking === incident.id}
              disabled={acking !== null}
              {...(i === 0 ? { "data-key": "a" } : {})}
              onClick={() => onAck(incident.id)}
            >
              I’ve got it
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
