import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { IntegrationsPage } from "../../../features/settings/components/integrations-page.tsx";
import { membersQuery } from "../../../features/team/api/get-members.ts";
import { useTeam } from "../../use-team.ts";

export const Route = createLazyRoute("/t/$team/integrations")({ component: Integrations });

function Integrations() {
  const { team, view, mayAct, mayManage } = useTeam();
  const members = useQuery(membersQuery(team)).data;
  return (
    <IntegrationsPage
      team={team}
      pingBase={view.pingBase}
      people={members ?? []}
      mayAct={mayAct}
      mayManage={mayManage}
    />
  );
}
