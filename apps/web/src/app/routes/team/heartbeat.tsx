import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import { heartbeatQuery } from "../../../features/heartbeats/api/get-heartbeat.ts";
import { deleteHeartbeat, pauseHeartbeat, resumeHeartbeat } from "../../../features/heartbeats/api/save-heartbeat.ts";
import { HeartbeatPage } from "../../../features/heartbeats/components/heartbeat-page.tsx";
import { useSave } from "../../../lib/api/use-save.ts";
import { ButtonLink } from "../../../ui/links.tsx";
import { QueryPage } from "../../../ui/query-view.tsx";
import { ThingActions } from "../../../ui/thing-actions.tsx";
import { useTeam } from "../../use-team.ts";
import { OpenIncidentNote } from "./open-incident-note.tsx";
import { WhoHearsOf } from "./who-hears-of.tsx";

export const Route = createLazyRoute("/t/$team/heartbeats/$id")({ component: Heartbeat });

function Heartbeat() {
  const { id } = Route.useParams();
  const { how } = Route.useSearch();
  const { team, mayAct } = useTeam();
  const navigate = useNavigate();
  const heartbeat = useQuery(heartbeatQuery(team, id));
  return (
    <QueryPage query={heartbeat} title="Heartbeat">
      {(data) => (
        <HeartbeatPage
          team={team}
          heartbeat={data}
          mayAct={mayAct}
          tab={how}
          onTab={(next) =>
            void navigate({
              to: "/t/$team/heartbeats/$id",
              params: { team, id },
              search: { how: next },
              replace: true,
              resetScroll: false,
            })
          }
          whoHears={<WhoHearsOf of={{ heartbeat: id }} input={data.input} />}
          notice={<OpenIncidentNote team={team} incident={data.incident} />}
          actions={mayAct ? <Actions team={team} id={id} paused={data.status === "paused"} /> : undefined}
        />
      )}
    </QueryPage>
  );
}

function Actions({ team, id, paused }: { team: string; id: string; paused: boolean }) {
  const navigate = useNavigate();
  const toggle = useSave(team, () => (paused ? resumeHeartbeat(team, id) : pauseHeartbeat(team, id)), {
    done: ({ text }) => text,
  });
  const remove = useSave(team, () => deleteHeartbeat(team, id), {
    done: () => "The heartbeat is deleted.",
    onDone: () => void navigate({ to: "/t/$team/heartbeats", params: { team }, search: {} }),
  });
  return (
    <ThingActions
      noun="heartbeat"
      paused={paused}
      busy={toggle.isPending || remove.isPending}
      onPause={() => toggle.mutate(undefined)}
      onResume={() => toggle.mutate(undefined)}
      onDelete={() => remove.mutate(undefined)}
      edit={
        <ButtonLink to="/t/$team/heartbeats/$id/edit" params={{ team, id }} variant="default" data-key="e">
          Edit
        </ButtonLink>
      }
    />
  );
}
