import type { HeartbeatView } from "@nightbell/shared/views/views";
import { heartbeatMark } from "../../../ui/mark.ts";
import { RowLink, Rows } from "../../../ui/rows.tsx";
import { StateMark } from "../../../ui/state-mark.tsx";
import { When } from "../../../ui/when.tsx";

/** All heartbeats of a team. */
export function HeartbeatRows({ team, heartbeats }: { team: string; heartbeats: readonly HeartbeatView[] }) {
  return (
    <Rows label="Heartbeats">
      {heartbeats.map((heartbeat) => (
        <li key={heartbeat.id}>
          <RowLink
            to="/t/$team/heartbeats/$id"
            params={{ team, id: heartbeat.id }}
            mark={<StateMark mark={heartbeatMark(heartbeat.status)} />}
            name={heartbeat.name}
            detail={heartbeat.sentence}
            aside={heartbeat.lastPing === null ? "never pinged" : <When at={heartbeat.lastPing} show="relative" />}
          />
        </li>
      ))}
    </Rows>
  );
}
