import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import type { MaintenanceView } from "@nightbell/shared/views/monitor-views";
import { maintenanceQuery } from "../../../features/maintenance/api/get-maintenance.ts";
import { changeMaintenance } from "../../../features/maintenance/api/save-maintenance.ts";
import { MaintenanceForm } from "../../../features/maintenance/components/maintenance-form.tsx";
import { formOf } from "../../../features/maintenance/model/form.ts";
import { overviewQuery } from "../../../features/overview/api/get-overview.ts";
import { named } from "../../../features/overview/model/everything.ts";
import { useOpenedAt, useZone } from "../../../lib/time/use-now.ts";
import { ButtonLink } from "../../../ui/links.tsx";
import { Page } from "../../../ui/page.tsx";
import { QueryPage } from "../../../ui/query-view.tsx";
import { useTeam } from "../../use-team.ts";

export const Route = createLazyRoute("/t/$team/maintenance/$id/edit")({ component: EditMaintenance });

const TITLE = "Edit maintenance";

function EditMaintenance() {
  const { id } = Route.useParams();
  const { team } = useTeam();
  const windows = useQuery(maintenanceQuery(team));
  return (
    <QueryPage query={windows} title={TITLE}>
      {(list) => {
        const window = list.windows.find((known) => known.id === id);
        return window ? (
          <Edit team={team} window={window} />
        ) : (
          <Page title={TITLE}>
            <p>There is no such window; somebody may have deleted it.</p>
          </Page>
        );
      }}
    </QueryPage>
  );
}

function Edit({ team, window }: { team: string; window: MaintenanceView }) {
  const navigate = useNavigate();
  const overview = useQuery(overviewQuery(team));
  const zone = useZone();
  const now = useOpenedAt();
  const params = { team };
  return (
    <QueryPage query={overview} title={TITLE}>
      {(watched) => (
        <Page title={`Edit ${window.name}`}>
          <MaintenanceForm
            team={team}
            initial={formOf(window, now, zone)}
            things={named(watched)}
            submit="Save"
            save={(input) => changeMaintenance(team, window.id, input)}
            onSaved={() => void navigate({ to: "/t/$team/maintenance", params })}
            cancel={
              <ButtonLink to="/t/$team/maintenance" params={params} variant="subtle">
                Cancel
              </ButtonLink>
            }
          />
        </Page>
      )}
    </QueryPage>
  );
}
