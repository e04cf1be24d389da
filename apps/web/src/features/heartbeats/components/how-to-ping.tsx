import type { HeartbeatDetail } from "@nightbell/shared/views/views";
import { lazy, Suspense } from "react";
import { Loading } from "../../../ui/query-view.tsx";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { Listener } from "./listener.tsx";
import { PingAddress } from "./ping-address.tsx";
import { ExpectedWords } from "./schedule-card.tsx";

const Snippets = lazy(() => import("./snippets.tsx"));

type Props = {
  team: string;
  heartbeat: HeartbeatDetail;
  pingUrl: string;
  /** Which snippet is shown. */
  tab: string | undefined;
  onTab: (tab: string) => void;
};

/** For those who may operate: lines to paste into the job, and a listener that turns green when the first ping is in. */
export function HowToPing({ team, heartbeat, pingUrl, tab, onTab }: Props) {
  return (
    <Section title="How to ping">
      <div className={stack.stack}>
        <Suspense fallback={<Loading />}>
          <Snippets heartbeat={heartbeat} pingUrl={pingUrl} tab={tab} onTab={onTab} />
        </Suspense>
        <Listener heartbeat={heartbeat} />
        {heartbeat.recent.length === 0 ? (
          <p className={stack.soft}>
            <ExpectedWords heartbeat={heartbeat} />
          </p>
        ) : null}
        <PingAddress team={team} heartbeat={heartbeat} pingUrl={pingUrl} />
      </div>
    </Section>
  );
}
