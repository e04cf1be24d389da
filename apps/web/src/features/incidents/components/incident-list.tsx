import type { IncidentView } from "@nightbell/shared/views/views";
import { duration } from "../../../lib/time/format.ts";
import { incidentMark } from "../../../ui/mark.ts";
import { RowLink, Rows } from "../../../ui/rows.tsx";
import { StateMark } from "../../../ui/state-mark.tsx";
import { When } from "../../../ui/when.tsx";
import { sortIncidents } from "../model/stand.ts";

/** Incidents as rows, those that need somebody first. */
export function IncidentList({ team, incidents }: { team: string; incidents: readonly IncidentView[] }) {
  return (
    <Rows label="Incidents">
      {sortIncidents(incidents).map((incident) => (
        <li key={incident.id}>
          <RowLink
            to="/t/$team/incidents/$id"
            params={{ team, id: incident.id }}
            search={{}}
            mark={<StateMark mark={incidentMark(incident)} />}
            name={incident.title}
            detail={incident.sentence}
            aside={incident.resolvedAt === null ? <When at={incident.openedAt} /> : <Closed incident={incident} />}
          />
        </li>
      ))}
    </Rows>
  );
}

function Closed({ incident }: { incident: IncidentView }) {
  const length = Date.parse(incident.resolvedAt ?? incident.openedAt) - Date.parse(incident.startedAt);
  return (
    <>
      <When at={incident.openedAt} show="absolute" /> · lasted {duration(length)}
    </>
  );
}
