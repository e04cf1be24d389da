import type { Schedule } from "@nightbell/shared/heartbeat/settings";
import { Fragment } from "react";
import { zoneName } from "../../../lib/time/format.ts";
import { everyWord } from "../../../lib/time/units.ts";
import classes from "./schedule-words.module.css";
import { dailyTime } from "../model/words.ts";

/** The schedule as the rest of "A ping is expected …". Lines of OnCalendar add up, and each may name a zone of its own. */
export function ScheduleWords({ schedule }: { schedule: Schedule }) {
  if (schedule.kind === "period") return <strong>{everyWord(schedule.seconds)}</strong>;
  if (schedule.kind === "cron") return <CronWords expression={schedule.expression} zone={schedule.zone} />;
  const lines = schedule.expression.split("\n").filter((line) => line.trim() !== "");
  return (
    <>
      at{" "}
      {lines.map((line, index) => (
        <Fragment key={`${index} ${line}`}>
          {index === 0 ? null : " and at "}
          <code className={classes.line}>{line.trim()}</code>
        </Fragment>
      ))}{" "}
      (OnCalendar, in {zoneName(schedule.zone)} unless a line names its zone)
    </>
  );
}

function CronWords({ expression, zone }: { expression: string; zone: string }) {
  const daily = dailyTime(expression);
  return (
    <>
      {daily === null ? null : (
        <>
          <strong>every day at {daily}</strong>,{" "}
        </>
      )}
      <code className={classes.line}>{expression}</code> in {zoneName(zone)}
    </>
  );
}
