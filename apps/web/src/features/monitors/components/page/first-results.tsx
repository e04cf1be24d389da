import type { MonitorDetail } from "@nightbell/shared/views/monitor-views";
import { useNow } from "../../../../lib/time/use-now.ts";
import { secondsToFirstResults } from "../../model/results.ts";
import classes from "./page.module.css";

/** What stands in place of results while there is none: when they come at the latest. */
export function FirstResults({ monitor }: { monitor: MonitorDetail }) {
  const left = secondsToFirstResults(monitor, useNow());
  return (
    <p className={classes.first}>
      <span className={classes.dot} aria-hidden="true" />
      {left > 0 ? `First results in ${left} s.` : "First results any moment."}
    </p>
  );
}
