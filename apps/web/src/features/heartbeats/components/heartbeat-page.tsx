import type { HeartbeatDetail } from "@nightbell/shared/views/views";
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
          A ping is expected{" "}
          {schedule.kind === "period" ? (
            <strong>{everyWord(schedule.seconds)}</strong>
          ) : (
            <>
              <code>{schedule.expression}</code> in {zoneName(schedule.zone)}
            </>
          )}
          ; we wait{" "}
          <strong>
            {grace.count} {grace.count === 1 ? grace.unit.slice(0, -1) : grace.unit}
          </strong>{" "}
          more before anybody is paged.
        </p>
        {heartbeat.upcoming.length === 0 ? null : (
          <NextTimes upcoming={heartbeat.upcoming} zone={schedule.kind === "cron" ? schedule.zone : null} />
        )}
      </div>
    </Section>
  );
}
