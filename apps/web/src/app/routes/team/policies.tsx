import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { policiesQuery } from "../../../features/policies/api/get-policies.ts";
import { PoliciesPage } from "../../../features/policies/components/policies-page.tsx";
import { QueryPage } from "../../../ui/query-view.tsx";
import { useTeam } from "../../use-team.ts";

export const Route = createLazyRoute("/t/$team/policies")({ component: Policies });

function Policies() {
  const { team, mayManage } = useTeam();
  const policies = useQuery(policiesQuery(team));
  return (
    <QueryPage query={policies} title="Policies">
      {(list) => <PoliciesPage team={team} policies={list} mayManage={mayManage} />}
    </QueryPage>
  );
}
