import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { probesQuery } from "../../../features/probes/api/get-probes.ts";
import { ProbesPage } from "../../../features/probes/components/probes-page.tsx";
import { QueryPage } from "../../../ui/query-view.tsx";
import { useTeam } from "../../use-team.ts";

export const Route = createLazyRoute("/t/$team/probes")({ component: Probes });

function Probes() {
  const { team, mayManage } = useTeam();
  const probes = useQuery(probesQuery(team));
  return (
    <QueryPage query={probes} title="Probes">
      {(list) => <ProbesPage team={team} origin={location.origin} list={list} mayManage={mayManage} />}
    </QueryPage>
  );
}
