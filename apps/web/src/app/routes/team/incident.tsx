import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import type { IncidentView, Overview } from "@nightbell/shared/views/views";
import { incidentQuery } from "../../../features/incidents/api/get-incident.ts";
import { WarRoom } from "../../../features/incidents/components/war-room.tsx";
import { overviewQuery } from "../../../features/overview/api/get-overview.ts";
import { membersQuery } from "../../../features/team/api/get-members.ts";
import { QueryPage } from "../../../ui/query-view.tsx";
import { useTeam } from "../../use-team.ts";

export const Route = createLazyRoute("/t/$team/incidents/$id")({ component: Incident });

function Incident() {
  const { id } = Route.useParams();
  const { show = "all" } = Route.useSearch();
  const { team, me, mayAct } = useTeam();
  const navigate = useNavigate();
  const incident = useQuery(incidentQuery(team, id));
  const overview = useQuery(overviewQuery(team)).data;
  const members = useQuery(membersQuery(team)).data;
  return (
    <QueryPage query={incident} title="Incident">
      {(data) => (
        <WarRoom
          team={team}
          me={me}
          incident={data}
          people={members ?? []}
          failing={stillFailing(data, overview)}
          mayAct={mayAct}
          filter={show}
          onFilter={(next) =>
            void navigate({
              to: "/t/$team/incidents/$id",
              params: { team, id },
              search: next === "all" ? {} : { show: next },
              replace: true,
            })
          }
        />
      )}
    </QueryPage>
  );
}

const FAILING: readonly string[] = ["down", "intermittent", "regional", "degraded"];

/** Whether the incident's source has not recovered, as far as the overview knows. */
function stillFailing({ source }: IncidentView, overview: Overview | undefined): boolean {
  // No verdict opens a guard’s or a probe’s incident again: it is over with the next go, or once it is heard.
  if (source.kind === "guard" || source.kind === "probe") return false;
  if (source.kind === "heartbeat") return overview?.heartbeats.find(({ id }) => id === source.id)?.status === "down";
  const status = overview?.monitors.find(({ id }) => id === source.id)?.status;
  return status !== undefined && FAILING.includes(status);
}
