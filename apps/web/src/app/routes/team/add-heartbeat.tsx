import { useNavigate } from "@tanstack/react-router";
import { createHeartbeat } from "../../../features/heartbeats/api/save-heartbeat.ts";
import { HeartbeatForm } from "../../../features/heartbeats/components/heartbeat-form.tsx";
import { newForm } from "../../../features/heartbeats/model/form.ts";
import { browserZone } from "../../../lib/time/use-now.ts";
import { ButtonLink } from "../../../ui/links.tsx";
import { useChannels } from "../../use-channels.ts";
import { useHears } from "../../use-hears.ts";
import { useTeam } from "../../use-team.ts";

/** The form for a new heartbeat; done, it leads to the heartbeat's page with its snippet and listener. */
export function AddHeartbeat() {
  const { team, membership } = useTeam();
  const channels = useChannels();
  const hears = useHears();
  const navigate = useNavigate();
  return (
    <HeartbeatForm
      team={team}
      initial={newForm(membership.mine.zone === "UTC" ? browserZone() : membership.mine.zone)}
      channels={channels}
      hears={hears}
      submit="Add heartbeat"
      save={(input) => createHeartbeat(team, input)}
      onSaved={({ id }) => void navigate({ to: "/t/$team/heartbeats/$id", params: { team, id }, search: {} })}
      cancel={
        <ButtonLink to="/t/$team" params={{ team }} search={{}} variant="subtle">
          Cancel
        </ButtonLink>
      }
    />
  );
}
