import { useNavigate } from "@tanstack/react-router";
import { createMonitor } from "../../../features/monitors/api/save-monitor.ts";
import { MonitorForm } from "../../../features/monitors/components/monitor-form.tsx";
import { newForm } from "../../../features/monitors/model/form.ts";
import { ButtonLink } from "../../../ui/links.tsx";
import { useTeam } from "../../use-team.ts";

/** The form for a new monitor; done, it leads to the monitor's page with its regions. */
export function AddMonitor() {
  const { team } = useTeam();
  const navigate = useNavigate();
  return (
    <MonitorForm
      team={team}
      initial={newForm}
      submit="Add monitor"
      save={(input) => createMonitor(team, input)}
      onSaved={({ id }) => void navigate({ to: "/t/$team/monitors/$id", params: { team, id } })}
      cancel={
        <ButtonLink to="/t/$team" params={{ team }} search={{}} variant="subtle">
          Cancel
        </ButtonLink>
      }
    />
  );
}
