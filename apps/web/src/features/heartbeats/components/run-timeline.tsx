import type { PingView } from "@nightbell/shared/views/views";
import { took } from "../../../lib/time/format.ts";
import { barsOf } from "../model/runs.ts";
import classes from "./run-timeline.module.css";

/** Recent runs as bars, oldest on the left: height is the length of the run, a square foot marks a failure. */
export function RunTimeline({ recent }: { recent: readonly PingView[] }) {
  const bars = barsOf(recent);
  return (
    <div className={classes.bars} role="img" aria-label={`The last ${bars.length} runs; the list below says the same`}>
      {bars.map(({ ping, tone, word, height }) => (
        <span
          key={ping.seq}
          className={classes.slot}
          title={`#${ping.n} ${word}${ping.durationMs === null ? "" : `, took ${took(ping.durationMs)}`}`}
        >
          <span className={classes.bar} data-tone={tone} style={{ height: `${height * 100}%` }} />
        </span>
      ))}
    </div>
  );
}
