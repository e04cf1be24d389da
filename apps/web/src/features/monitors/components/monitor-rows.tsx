import type { MonitorView } from "@nightbell/shared/views/views";
import { took } from "../../../lib/time/format.ts";
import { monitorMark } from "../../../ui/mark.ts";
import { RowLink, Rows } from "../../../ui/rows.tsx";
import { StateMark } from "../../../ui/state-mark.tsx";

/** All monitors of a team. */
export function MonitorRows({ team, monitors }: { team: string; monitors: readonly MonitorView[] }) {
  return (
    <Rows label="Monitors">
      {monitors.map((monitor) => (
        <li key={monitor.id}>
          <RowLink
            to="/t/$team/monitors/$id"
            params={{ team, id: monitor.id }}
            mark={<StateMark mark={monitorMark(monitor.status)} />}
            name={monitor.name}
            detail={monitor.sentence}
            aside={monitor.lastMs === null ? monitor.url : took(monitor.lastMs)}
          />
        </li>
      ))}
    </Rows>
  );
}
