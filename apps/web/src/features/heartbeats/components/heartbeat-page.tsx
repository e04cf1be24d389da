import type { HeartbeatDetail } from "@nightbell/shared/views/views";
import { lazy, Suspense } from "react";
import { Held } from "../../../ui/held.tsx";
import { heartbeatMark } from "../../../ui/mark.ts";
import { Page } from "../../../ui/page.tsx";
import { Loading } from "../../../ui/query-view.tsx";
import { Section } from "../../../ui/section.tsx";
import { StateMark } from "../../../ui/state-mark.tsx";
import { historyOf } from "../model/runs.ts";
import { Findings } from "./findings.tsx";
import { Flips } from "./flips.tsx";
import { GuardCard } from "./guards.tsx";
import { HowToPing } from "./how-to-ping.tsx";
import { RunList } from "./run-list.tsx";
import { RunTimeline } from "./run-timeline.tsx";
import { SanityCard } from "./sanity.tsx";
import { ScheduleCard } from "./schedule-card.tsx";

const Metrics = lazy(() => import("./metrics.tsx"));

type Props = {
  team: string;
  heartbeat: HeartbeatDetail;
  mayAct: boolean;
  /** Which snippet is shown, as it stands in the address. */
  tab: string | undefined;
  onTab: (tab: string) => void;
  actions?: React.ReactNode;
  notice?: React.ReactNode;
  /** Who is paged for it. */
  whoHears: React.ReactNode;
};

/**
 * One heartbeat: its sentence, its runs, how to ping it, its schedule and rules. Never pinged: only the snippet and the
 * listener, or for viewers the schedule.
 */
export function HeartbeatPage({ team, heartbeat, mayAct, tab, onTab, actions, notice, whoHears }: Props) {
  // Viewers are not told where it is pinged.
  const howTo =
    !mayAct || heartbeat.pingUrl === null ? null : (
      <HowToPing team={team} heartbeat={heartbeat} pingUrl={heartbeat.pingUrl} tab={tab} onTab={onTab} />
    );
  const schedule = <ScheduleCard team={team} heartbeat={heartbeat} mayAct={mayAct} />;
  return (
    <Page
      title={heartbeat.name === "" ? heartbeat.slug || "Heartbeat" : heartbeat.name}
      mark={<StateMark mark={heartbeatMark(heartbeat)} />}
      lead={
        <>
          {heartbeat.sentence}
          <Held why={heartbeat.held} />
        </>
      }
      actions={actions}
    >
      {notice}
      <Findings team={team} heartbeat={heartbeat} mayAct={mayAct} />
      {heartbeat.recent.length === 0 ? (
        (howTo ?? schedule)
      ) : (
        <>
          <Runs team={team} heartbeat={heartbeat} />
          {heartbeat.metrics.some(({ points }) => points.length > 0) ? (
            <Suspense fallback={<Loading />}>
              <Metrics heartbeat={heartbeat} />
            </Suspense>
          ) : null}
          {howTo}
          {schedule}
          <SanityCard team={team} heartbeat={heartbeat} mayAct={mayAct} />
          {whoHears}
          <GuardCard team={team} guards={heartbeat.guards} />
          <Flips team={team} id={heartbeat.id} />
        </>
      )}
    </Page>
  );
}

function Runs({ team, heartbeat }: { team: string; heartbeat: HeartbeatDetail }) {
  const { id, recent, missed, input } = heartbeat;
  return (
    <>
      {input.desc === "" ? null : (
        <Section title="What it is">
          <p style={{ whiteSpace: "pre-wrap" }}>{input.desc}</p>
        </Section>
      )}
      <Section title="Recent runs">
        <RunTimeline history={historyOf(recent, missed)} />
        <RunList team={team} heartbeat={id} recent={recent} missed={missed} />
      </Section>
    </>
  );
}
