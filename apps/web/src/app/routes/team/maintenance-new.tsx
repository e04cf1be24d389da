import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import { planMaintenance } from "../../../features/maintenance/api/save-maintenance.ts";
import { MaintenanceForm } from "../../../features/maintenance/components/maintenance-form.tsx";
import { newForm } from "../../../features/maintenance/model/form.ts";
import { overviewQuery } from "../../../features/overview/api/get-overview.ts";
import { named } from "../../../features/overview/model/everything.ts";
import { useOpenedAt, useZone } from "../../../lib/time/use-now.ts";
import { ButtonLink } from "../../../ui/links.tsx";
import { Page } from "../../../ui/page.tsx";
import { QueryPage } from "../../../ui/query-view.tsx";
import { useTeam } from "../../use-team.ts";

export const Route = createLazyRoute("/t/$team/maintenance/new")({ component: NewMaintenance });

const TITLE = "Plan maintenance";

function NewMaintenance() {
  const { team, mayAct } = useTeam();
  const navigate = useNavigate();
  const overview = useQuery(overviewQuery(team));
  const zone = useZone();
  const now = useOpenedAt();
  const params = { team };
  return (
    <QueryPage query={overview} title={TITLE}>
      {(watched) => (
        <Page
          title={TITLE}
          lead="Checks go on; nothing opens and nobody is paged. What is still down at the end pages."
        >
          {mayAct ? (
            <MaintenanceForm
              team={team}
              initial={newForm(now, zone)}
              things={named(watched)}
              submit="Plan it"
              save={(input) => planMaintenance(team, input)}
              onSaved={() => void navigate({ to: "/t/$team/maintenance", params })}
              cancel={
                <ButtonLink to="/t/$team/maintenance" params={params} variant="subtle">
                  Cancel
                </ButtonLink>
              }
            />
          ) : (
            <p>You look on in this team. Owners, admins and responders plan maintenance.</p>
          )}
        </Page>
      )}
    </QueryPage>
  );
}
