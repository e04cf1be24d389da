import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import { monitorQuery } from "../../../features/monitors/api/get-monitor.ts";
import { deleteMonitor, pauseMonitor, resumeMonitor } from "../../../features/monitors/api/save-monitor.ts";
import { MonitorPage } from "../../../features/monitors/components/monitor-page.tsx";
import { useSave } from "../../../lib/api/use-save.ts";
import { ButtonLink } from "../../../ui/links.tsx";
import { QueryPage } from "../../../ui/query-view.tsx";
import { ThingActions } from "../../../ui/thing-actions.tsx";
import { useTeam } from "../../use-team.ts";
import { OpenIncidentNote } from "./open-incident-note.tsx";

export const Route = createLazyRoute("/t/$team/monitors/$id")({ component: Monitor });

function Monitor() {
  const { id } = Route.useParams();
  const { team, mayAct } = useTeam();
  const monitor = useQuery(monitorQuery(team, id));
  return (
    <QueryPage query={monitor} title="Monitor">
      {(data) => (
        <MonitorPage
          monitor={data}
          notice={<OpenIncidentNote team={team} incident={data.incident} />}
          actions={mayAct ? <Actions team={team} id={id} paused={data.status === "paused"} /> : undefined}
        />
      )}
    </QueryPage>
  );
}

function Actions({ team, id, paused }: { team: string; id: string; paused: boolean }) {
  const navigate = useNavigate();
  const toggle = useSave(team, () => (paused ? resumeMonitor(team, id) : pauseMonitor(team, id)), {
    done: ({ text }) => text,
  });
  const remove = useSave(team, () => deleteMonitor(team, id), {
    done: () => "The monitor is deleted.",
    onDone: () => void navigate({ to: "/t/$team/monitors", params: { team } }),
  });
  return (
    <ThingActions
      noun="monitor"
      paused={paused}
      busy={toggle.isPending || remove.isPending}
      onPause={() => toggle.mutate(undefined)}
      onResume={() => toggle.mutate(undefined)}
      onDelete={() => remove.mutate(undefined)}
      edit={
        <ButtonLink to="/t/$team/monitors/$id/edit" params={{ team, id }} variant="default" data-key="e">
          Edit
        </ButtonLink>
      }
    />
  );
}
