import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import type { Overview } from "@nightbell/shared/views/views";
import { coverageQuery } from "../../../features/coverage/api/get-coverage.ts";
import { CoverageLine } from "../../../features/coverage/components/coverage-line.tsx";
import { contactsQuery } from "../../../features/contacts/api/get-contacts.ts";
import { hasWakeUp } from "../../../features/contacts/model/contacts.ts";
import { act } from "../../../features/incidents/api/act.ts";
import { sortIncidents } from "../../../features/incidents/model/stand.ts";
import { overviewQuery } from "../../../features/overview/api/get-overview.ts";
import { OverviewPage } from "../../../features/overview/components/overview-page.tsx";
import type { Progress } from "../../../features/overview/model/checklist.ts";
import { membersQuery } from "../../../features/team/api/get-members.ts";
import { ZoneOffer } from "../../../features/team/components/zone-offer.tsx";
import { useSave } from "../../../lib/api/use-save.ts";
import { QueryPage } from "../../../ui/query-view.tsx";
import { useTeam } from "../../use-team.ts";

export const Route = createLazyRoute("/t/$team/")({ component: OverviewRoute });

function OverviewRoute() {
  const { team, mayAct, mayManage, membership } = useTeam();
  const { q = "" } = Route.useSearch();
  const navigate = useNavigate();
  const overview = useQuery(overviewQuery(team));
  // Nice to have: without it the overview says what it can.
  const coverage = useQuery(coverageQuery(team)).data;
  const progress = useProgress(team, overview.data);
  const ack = useSave(team, (incident: string) => act(team, incident, { kind: "ack" }), { done: ({ text }) => text });
  return (
    <QueryPage query={overview} title="Overview">
      {(data) => (
        <OverviewPage
          notice={<ZoneOffer team={team} mine={membership.mine.zone} home={membership.zone} manages={mayManage} />}
          coverage={coverage === undefined ? null : <CoverageLine team={team} coverage={coverage} />}
          team={team}
          overview={data}
          incidents={sortIncidents(data.incidents)}
          progress={progress}
          mayAct={mayAct}
          acking={ack.isPending ? ack.variables : null}
          onAck={ack.mutate}
          filter={q}
          onFilter={(next) =>
            void navigate({ to: "/t/$team", params: { team }, search: next === "" ? {} : { q: next }, replace: true })
          }
        />
      )}
    </QueryPage>
  );
}

/** The first steps' counts, once all of them are known. */
function useProgress(team: string, overview: Overview | undefined): Progress | undefined {
  const contacts = useQuery(contactsQuery(team)).data;
  const members = useQuery(membersQuery(team)).data;
  if (overview === undefined || contacts === undefined || members === undefined) return undefined;
  return {
    phoneVerified: hasWakeUp(contacts),
    watching: overview.heartbeats.length + overview.monitors.length,
    members: members.length,
  };
}
