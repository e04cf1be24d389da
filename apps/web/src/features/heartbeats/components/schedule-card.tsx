import { Button } from "@mantine/core";
import type { HeartbeatDetail } from "@nightbell/shared/views/views";
import { SECOND } from "@nightbell/shared/time";
import { useSave } from "../../../lib/api/use-save.ts";
import { atMost, duration } from "../../../lib/time/format.ts";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { amountWords } from "../../../lib/time/units.ts";
import { updateHeartbeat } from "../api/save-heartbeat.ts";
import { NextTimes, Note } from "./next-times.tsx";
import { ScheduleWords } from "./schedule-words.tsx";

type Props = { team: string; heartbeat: HeartbeatDetail; mayAct: boolean };

/** When pings are expected, how long we wait, the longest silence that comes of it, and what the runs say of all that. */
export function ScheduleCard({ team, heartbeat, mayAct }: Props) {
  const { schedule, upcoming, clockChanges, worstCaseSeconds, shift } = heartbeat;
  return (
    <Section title="Schedule">
      <div className={stack.stack}>
        <p>
          <ExpectedWords heartbeat={heartbeat} />
        </p>
        <GraceAdvice team={team} heartbeat={heartbeat} mayAct={mayAct} />
        {shift === null ? null : <Note>{shift}</Note>}
        {upcoming.length === 0 ? null : (
          <NextTimes
            upcoming={upcoming}
            zone={schedule.kind === "period" ? null : schedule.zone}
            notes={clockChanges}
          />
        )}
        <p className={stack.soft}>
          Worst case: {atMost(worstCaseSeconds * SECOND)} from a job that dies right after a success to your phone.
        </p>
      </div>
    </Section>
  );
}

/** A better grace, by how punctual the runs have been. Nothing changes before somebody takes it. */
function GraceAdvice({ team, heartbeat, mayAct }: Props) {
  const save = useSave(team, (graceSeconds: number) => updateHeartbeat(team, heartbeat.id, { graceSeconds }), {
    done: () => "The grace is changed.",
  });
  if (heartbeat.graceAdvice === null) return null;
  const { seconds, sentence } = heartbeat.graceAdvice;
  return (
    <div className={stack.group}>
      <span className={stack.soft}>{sentence}</span>
      {mayAct ? (
        <Button size="xs" variant="default" loading={save.isPending} onClick={() => save.mutate(seconds)}>
          Use {duration(seconds * SECOND)}
        </Button>
      ) : null}
    </div>
  );
}

/** The rule in words, with the separate limits where there are any. */
export function ExpectedWords({ heartbeat }: { heartbeat: HeartbeatDetail }) {
  const { input, schedule } = heartbeat;
  const { startToleranceSeconds: start, maxRunSeconds: run, failureTolerance } = input;
  return (
    <>
      A ping is expected <ScheduleWords schedule={schedule} />; we wait{" "}
      <strong>{amountWords(start ?? heartbeat.graceSeconds)}</strong> more before anybody is paged.
      {start === null && run === null ? null : (
        <> A run that has started may take {amountWords(run ?? heartbeat.graceSeconds)}.</>
      )}
      {failureTolerance === 0 ? null : <> We page after {failureTolerance + 1} failures in a row.</>}
    </>
  );
}
