import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, Outlet } from "@tanstack/react-router";
import { overviewQuery } from "../../../features/overview/api/get-overview.ts";
import { downCount } from "../../../features/overview/model/everything.ts";
import { useLive } from "../../../lib/live/use-live.ts";
import { heardClock, REAL_TIME } from "../../../lib/time/clock.ts";
import { TimeContext } from "../../../lib/time/use-now.ts";
import { DownCount } from "../../../ui/down-count.ts";
import { Announcer } from "../../shell/announcer.tsx";
import { Notices } from "../../shell/notices.tsx";
import { Shell } from "../../shell/shell.tsx";
import { useTeam } from "../../use-team.ts";

export const Route = createLazyRoute("/t/$team")({ component: TeamLayout });

function TeamLayout() {
  const frame = useTeam();
  const live = useLive(frame.team);
  const { data: overview, dataUpdatedAt } = useQuery(overviewQuery(frame.team));
  const clock = overview === undefined ? REAL_TIME : heardClock(overview.clock, dataUpdatedAt);
  return (
    <TimeContext value={{ clock, zone: frame.membership.mine.zone }}>
      <DownCount value={downCount(overview)}>
        <Shell frame={frame} overview={overview}>
          <Announcer overview={overview} />
          <Notices
            recordDown={overview?.recordDown ?? false}
            status={live.status}
            heardAt={Math.max(live.heardAt, dataUpdatedAt)}
          />
          <Outlet />
        </Shell>
      </DownCount>
    </TimeContext>
  );
}
