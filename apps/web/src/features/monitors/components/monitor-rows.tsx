import type { MonitorView } from "@nightbell/shared/views/monitor-views";
import type { MonitorStrips } from "@nightbell/shared/views/series-views";
import { memo } from "react";
import { took } from "../../../lib/time/format.ts";
import { Held } from "../../../ui/held.tsx";
import { monitorMark } from "../../../ui/mark.ts";
import { RowLink, Rows } from "../../../ui/rows.tsx";
import { StateMark } from "../../../ui/state-mark.tsx";
import { Strip } from "../../../ui/uptime-bars.tsx";
import { stripOf } from "../model/bars.ts";
import { labelOf } from "../model/kinds.ts";
import classes from "./monitor-rows.module.css";

type Lately = MonitorStrips["strips"][string];
type Props = { team: string; monitors: readonly MonitorView[]; strips: MonitorStrips["strips"] };

/** Monitors of a team, each with its last 24 hours and how fast it answers. Rows out of sight are not laid out. */
export function MonitorRows({ team, monitors, strips }: Props) {
  return (
    <Rows label="Monitors">
      {monitors.map((monitor) => (
        <li key={monitor.id} className={classes.row}>
          <Row team={team} monitor={monitor} lately={strips[monitor.id]} />
        </li>
      ))}
    </Rows>
  );
}

const Row = memo(function Row({
  team,
  monitor,
  lately,
}: {
  team: string;
  monitor: MonitorView;
  lately: Lately | undefined;
}) {
  const { id, name, status, type, target, sentence, held } = monitor;
  return (
    <RowLink
      to="/t/$team/monitors/$id"
      params={{ team, id }}
      search={{}}
      mark={<StateMark mark={monitorMark(status)} />}
      name={name}
      detail={
        <>
          <span className={classes.target}>
            {labelOf(type)} · {target}
          </span>
          {status === "up" ? null : <span className={classes.sentence}>{sentence}</span>}
          <Held why={held} />
        </>
      }
      aside={<Aside monitor={monitor} lately={lately} />}
    />
  );
});

function Aside({ monitor, lately }: { monitor: MonitorView; lately: Lately | undefined }) {
  if (lately === undefined) return monitor.lastMs === null ? "–" : took(monitor.lastMs);
  const { p50, p95 } = lately;
  return (
    <span className={classes.aside}>
      <Strip {...stripOf(lately)} />
      <span className={classes.speed}>{p50 === null || p95 === null ? "–" : `${took(p50)} · p95 ${took(p95)}`}</span>
    </span>
  );
}
