import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { overviewQuery } from "../../../features/overview/api/get-overview.ts";
import { membersQuery } from "../../../features/team/api/get-members.ts";
import { Ladder } from "../../../features/team/components/ladder.tsx";
import { Page } from "../../../ui/page.tsx";
import { QueryPage } from "../../../ui/query-view.tsx";
import { useTeam } from "../../use-team.ts";

export const Route = createLazyRoute("/t/$team/on-call")({ component: OnCall });

function OnCall() {
  const { team } = useTeam();
  const overview = useQuery(overviewQuery(team)).data;
  const members = useQuery(membersQuery(team));
  return (
    <QueryPage query={members} title="On-call">
      {(data) => (
        <Page title="On-call" lead={overview?.onCall.sentence} narrow>
          <Ladder members={data} />
        </Page>
      )}
    </QueryPage>
  );
}
