import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import { monitorQuery } from "../../../features/monitors/api/get-monitor.ts";
import { updateMonitor } from "../../../features/monitors/api/save-monitor.ts";
import { MonitorForm } from "../../../features/monitors/components/monitor-form.tsx";
import { formOf } from "../../../features/monitors/model/form.ts";
import { changesOf, storedOf } from "../../../features/monitors/model/form-secrets.ts";
import { probesQuery } from "../../../features/probes/api/get-probes.ts";
import { ButtonLink } from "../../../ui/links.tsx";
import { Page } from "../../../ui/page.tsx";
import { QueryPage } from "../../../ui/query-view.tsx";
import { useHears } from "../../use-hears.ts";
import { useTeam } from "../../use-team.ts";

export const Route = createLazyRoute("/t/$team/monitors/$id/edit")({ component: EditMonitor });

function EditMonitor() {
  const { id } = Route.useParams();
  const { team } = useTeam();
  const navigate = useNavigate();
  const monitor = useQuery(monitorQuery(team, id));
  const probes = useQuery(probesQuery(team)).data?.probes ?? [];
  const hears = useHears(id);
  const params = { team, id };
  return (
    <QueryPage query={monitor} title="Edit monitor">
      {(data) => (
        <Page title={`Edit ${data.name}`}>
          <MonitorForm
            team={team}
            initial={formOf(data.input)}
            stored={storedOf(data)}
            probes={probes}
            hears={hears}
            submit="Save"
            save={(form, before) => updateMonitor(team, id, changesOf(before, form, storedOf(data)))}
            onSaved={() => void navigate({ to: "/t/$team/monitors/$id", params })}
            cancel={
              <ButtonLink to="/t/$team/monitors/$id" params={params} variant="subtle">
                Cancel
              </ButtonLink>
            }
          />
        </Page>
      )}
    </QueryPage>
  );
}
