import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { overviewQuery } from "../../../features/overview/api/get-overview.ts";
import { pingKeysQuery } from "../../../features/settings/api/get-settings.ts";
import { createPingKey } from "../../../features/settings/api/save-settings.ts";
import { newestKey } from "../../../features/settings/model/newest-key.ts";
import { browserZone } from "../../../lib/time/use-now.ts";
import { Loading, QueryPart } from "../../../ui/query-view.tsx";
import stack from "../../../ui/stack.module.css";
import { useTeam } from "../../use-team.ts";

const CrontabImport = lazy(() => import("../../../features/heartbeats/components/crontab/crontab-import.tsx"));

/** Heartbeats for the jobs of a crontab. */
export function PasteCrontab() {
  const { team, view, membership } = useTeam();
  const keys = useQuery(pingKeysQuery(team));
  const overview = useQuery(overviewQuery(team));
  return (
    <div className={stack.cards}>
      <QueryPart query={keys}>
        {(live) => (
          <QueryPart query={overview}>
            {({ heartbeats }) => (
              <Suspense fallback={<Loading />}>
                <CrontabImport
                  team={team}
                  zone={membership.mine.zone === "UTC" ? browserZone() : membership.mine.zone}
                  pingBase={view.pingBase}
                  pingKey={newestKey(live)?.key ?? null}
                  makePingKey={() => createPingKey(team)}
                  takenSlugs={heartbeats.map(({ slug }) => slug)}
                />
              </Suspense>
            )}
          </QueryPart>
        )}
      </QueryPart>
    </div>
  );
}
