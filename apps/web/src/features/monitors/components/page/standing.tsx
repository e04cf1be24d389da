import type { MonitorDetail } from "@nightbell/shared/views/monitor-views";
import { Held } from "../../../../ui/held.tsx";
import { monitorMark } from "../../../../ui/mark.ts";
import { StateMark } from "../../../../ui/state-mark.tsx";
import { When } from "../../../../ui/when.tsx";
import classes from "./page.module.css";

/** The state, and since when. */
export function Standing({ monitor: { status, since } }: { monitor: MonitorDetail }) {
  return (
    <span className={classes.standing}>
      <StateMark mark={monitorMark(status)} />
      {since === null ? null : (
        <span className={classes.since}>
          since <When at={since} />
        </span>
      )}
    </span>
  );
}

/** The sentence, what it is aimed at, and what holds it still. */
export function Said({
  monitor: { sentence, target, resumesAt, maintenance, status, held },
}: {
  monitor: MonitorDetail;
}) {
  return (
    <>
      {sentence}
      <Held why={held} />
      {status === "paused" ? (
        <span className={classes.line}>
          {resumesAt === null ? (
            "Paused until somebody resumes it."
          ) : (
            <>
              Resumes by itself <When at={resumesAt} />.
            </>
          )}
        </span>
      ) : null}
      {maintenance === null ? null : (
        <span className={classes.line}>
          In maintenance, “{maintenance.name}”, until <When at={maintenance.until} show="absolute" />: it is checked and
          opens nothing; what is still down at the end pages.
        </span>
      )}
      <code className={classes.target}>{target}</code>
    </>
  );
}
