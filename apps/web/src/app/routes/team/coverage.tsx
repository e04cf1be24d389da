import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { coverageQuery } from "../../../features/coverage/api/get-coverage.ts";
import { CoveragePage } from "../../../features/coverage/components/coverage-page.tsx";
import { QueryPage } from "../../../ui/query-view.tsx";
import { useTeam } from "../../use-team.ts";

export const Route = createLazyRoute("/t/$team/coverage")({ component: Coverage });

function Coverage() {
  const { team } = useTeam();
  const coverage = useQuery(coverageQuery(team));
  return (
    <QueryPage query={coverage} title="Am I covered?">
      {(data) => <CoveragePage team={team} coverage={data} />}
    </QueryPage>
  );
}
