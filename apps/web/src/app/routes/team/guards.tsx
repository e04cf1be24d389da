import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { guardsQuery } from "../../../features/guards/api/get-guards.ts";
import { GuardsPage } from "../../../features/guards/components/guards-page.tsx";
import { overviewQuery } from "../../../features/overview/api/get-overview.ts";
import { QueryPage } from "../../../ui/query-view.tsx";
import { useTeam } from "../../use-team.ts";

export const Route = createLazyRoute("/t/$team/guards")({ component: Guards });

function Guards() {
  const { team, mayAct } = useTeam();
  const guards = useQuery(guardsQuery(team));
  const overview = useQuery(overviewQuery(team));
  return (
    <QueryPage query={guards} title="Guards">
      {(list) => (
        <QueryPage query={overview} title="Guards">
          {(watched) => <GuardsPage team={team} list={list} watched={watched} mayAct={mayAct} />}
        </QueryPage>
      )}
    </QueryPage>
  );
}
