import type { Schedule } from "@nightbell/shared/heartbeat/settings";
import type { HeartbeatDetail } from "@nightbell/shared/views/views";
import { Fragment } from "react";
import { everyWord, toAmount } from "../../../lib/time/units.ts";
import { zoneName } from "../../../lib/time/format.ts";
import { heartbeatMark } from "../../../ui/mark.ts";
import { Page } from "../../../ui/page.tsx";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { StateMark } from "../../../ui/state-mark.tsx";
import { HowToPing } from "./how-to-ping.tsx";
import { NextTimes } from "./next-times.tsx";
import { RunList } from "./run-list.tsx";
import { RunTimeline } from "./run-timeline.tsx";

type Props = { team: string; heartbeat: HeartbeatDetail; actions?: React.ReactNode; notice?: React.ReactNode };

/** One heartbeat: its sentence, its runs, its schedule, and how to ping it. Never pinged: only the snippet and the listener. */
export function HeartbeatPage({ team, heartbeat, actions, notice }: Props) {
  const pinged = heartbeat.recent.length > 0;
  return (
    <Page
      title={heartbeat.name}
      mark={<StateMark mark={heartbeatMark(heartbeat.status)} />}
      lead={heartbeat.sentence}
      actions={actions}
    >
      {notice}
      {pinged ? null : <HowToPing heartbeat={heartbeat} />}
      {pinged ? (
        <Section title="Recent runs">
          <RunTimeline recent={heartbeat.recent} />
          <RunList team={team} heartbeat={heartbeat.id} recent={heartbeat.recent} />
        </Section>
      ) : null}
      <ScheduleCard heartbeat={heartbeat} />
      {pinged ? <HowToPing heartbeat={heartbeat} /> : null}
    </Page>
  );
}

function ScheduleCard({ heartbeat }: { heartbeat: HeartbeatDetail }) {
  const { schedule } = heartbeat;
  const grace = toAmount(heartbeat.graceSeconds);
  return (
    <Section title="Schedule">
      <div className={stack.stack}>
        <p>
          A ping is expected <ScheduleWords schedule={schedule} />; we wait{" "}
          <strong>
            {grace.count} {grace.count === 1 ? grace.unit.slice(0, -1) : grace.unit}
          </strong>{" "}
          more before anybody is paged.
        </p>
        {heartbeat.upcoming.length === 0 ? null : (
          <NextTimes upcoming={heartbeat.upcoming} zone={schedule.kind === "period" ? null : schedule.zone} />
        )}
      </div>
    </Section>
  );
}

/** The schedule as the rest of "A ping is expected …". Lines of OnCalendar add up, and each may name a zone of its own. */
function ScheduleWords({ schedule }: { schedule: Schedule }) {
  if (schedule.kind === "period") return <strong>{everyWord(schedule.seconds)}</strong>;
  if (schedule.kind === "cron")
    return (
      <>
        <code>{schedule.expression}</code> in {zoneName(schedule.zone)}
      </>
    );
  const lines = schedule.expression.split("\n").filter((line) => line.trim() !== "");
  return (
    <>
      at{" "}
      {lines.map((line, index) => (
        <Fragment key={`${index} ${line}`}>
          {index === 0 ? null : " and at "}
          <code>{line.trim()}</code>
        </Fragment>
      ))}{" "}
      (OnCalendar, in {zoneName(schedule.zone)} unless a line names its zone)
    </>
  );
}
