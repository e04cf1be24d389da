import { useQuery } from "@tanstack/react-query";
import { createLazyRoute } from "@tanstack/react-router";
import { maintenanceQuery } from "../../../features/maintenance/api/get-maintenance.ts";
import { MaintenancePage } from "../../../features/maintenance/components/maintenance-page.tsx";
import { overviewQuery } from "../../../features/overview/api/get-overview.ts";
import { named } from "../../../features/overview/model/everything.ts";
import { QueryPage } from "../../../ui/query-view.tsx";
import { useTeam } from "../../use-team.ts";

export const Route = createLazyRoute("/t/$team/maintenance")({ component: Maintenance });

function Maintenance() {
  const { team, mayAct } = useTeam();
  const windows = useQuery(maintenanceQuery(team));
  const overview = useQuery(overviewQuery(team));
  return (
    <QueryPage query={windows} title="Maintenance">
      {(list) => (
        <QueryPage query={overview} title="Maintenance">
          {(watched) => <MaintenancePage team={team} list={list} things={named(watched)} mayAct={mayAct} />}
        </QueryPage>
      )}
    </QueryPage>
  );
}
