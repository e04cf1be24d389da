import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import { heartbeatQuery } from "../../../features/heartbeats/api/get-heartbeat.ts";
import { updateHeartbeat } from "../../../features/heartbeats/api/save-heartbeat.ts";
import { HeartbeatForm } from "../../../features/heartbeats/components/heartbeat-form.tsx";
import { formOf } from "../../../features/heartbeats/model/form.ts";
import { ButtonLink } from "../../../ui/links.tsx";
import { Page } from "../../../ui/page.tsx";
import { QueryPage } from "../../../ui/query-view.tsx";
import { useChannels } from "../../use-channels.ts";
import { useHears } from "../../use-hears.ts";
import { useTeam } from "../../use-team.ts";

export const Route = createLazyRoute("/t/$team/heartbeats/$id/edit")({ component: EditHeartbeat });

function EditHeartbeat() {
  const { id } = Route.useParams();
  const { team, membership } = useTeam();
  const channels = useChannels();
  const navigate = useNavigate();
  const heartbeat = useQuery(heartbeatQuery(team, id));
  const hears = useHears(id);
  const params = { team, id };
  return (
    <QueryPage query={heartbeat} title="Edit heartbeat">
      {(data) => (
        <Page title={`Edit ${data.name || data.slug}`}>
          <HeartbeatForm
            team={team}
            initial={formOf(data.input, membership.mine.zone)}
            channels={channels}
            hears={hears}
            submit="Save"
            save={(input) => updateHeartbeat(team, id, input)}
            onSaved={() => void navigate({ to: "/t/$team/heartbeats/$id", params, search: {} })}
            cancel={
              <ButtonLink to="/t/$team/heartbeats/$id" params={params} search={{}} variant="subtle">
                Cancel
              </ButtonLink>
            }
          />
        </Page>
      )}
    </QueryPage>
  );
}
