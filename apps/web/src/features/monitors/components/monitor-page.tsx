import type { Region } from "@nightbell/shared/check/region";
import type { MonitorDetail } from "@nightbell/shared/views/monitor-views";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTeamTime } from "../../../lib/time/use-now.ts";
import { Page } from "../../../ui/page.tsx";
import { seriesQuery } from "../api/get-series.ts";
import { DEFAULT_RANGE, type Look, type PastIncident } from "../model/series.ts";
import { isUnseen } from "../model/results.ts";
import classes from "./page/page.module.css";
import { Certificate, Configuration, Incidents, Upcoming } from "./page/facts.tsx";
import { Regions } from "./page/regions.tsx";
import { ResponseTime } from "./page/response-time.tsx";
import { Said, Standing } from "./page/standing.tsx";
import { Uptime } from "./page/uptime.tsx";
import { Why } from "./page/why.tsx";
import { Results } from "./results.tsx";

type Props = {
  team: string;
  monitor: MonitorDetail;
  mayAct: boolean;
  look: Look;
  onLook: (look: Look) => void;
  /** Those about this monitor. The same array as long as they are the same. */
  incidents: readonly PastIncident[];
  actions?: ReactNode;
  notice?: ReactNode;
  /** Who is paged for it. */
  whoHears: ReactNode;
};

/** One monitor: why it failed, how available and how fast it was, what each region sees, and who hears about it. */
export function MonitorPage({ team, monitor, mayAct, look, onLook, incidents, actions, notice, whoHears }: Props) {
  const { id, status, why, results, regions } = monitor;
  const known = !isUnseen(monitor);
  return (
    <Page
      title={monitor.name}
      mark={<Standing monitor={monitor} />}
      lead={<Said monitor={monitor} />}
      actions={actions}
    >
      {notice}
      {why === null ? null : <Why why={why} status={status} />}
      {known ? (
        <>
          <Uptime team={team} id={id} />
          <ResponseTime team={team} id={id} regions={regions} incidents={incidents} look={look} onLook={onLook} />
        </>
      ) : null}
      <div className={classes.group} data-later={known || undefined}>
        <RegionsWithSpeed team={team} monitor={monitor} mayAct={mayAct} look={look} />
        {results.length === 0 ? null : <Results results={results} regions={regions} />}
      </div>
      {whoHears}
      <div className={classes.group} data-later>
        {known ? <Incidents team={team} incidents={incidents} /> : null}
        <Configuration monitor={monitor} />
        <Certificate monitor={monitor} />
        <Upcoming team={team} monitor={monitor} />
      </div>
    </Page>
  );
}

/** The regions with their p95 of the range that is looked at. */
function RegionsWithSpeed({ look, ...props }: Pick<Props, "team" | "monitor" | "mayAct" | "look">) {
  const range = look.range ?? DEFAULT_RANGE;
  const query = seriesQuery(props.team, props.monitor.id, range, useTeamTime());
  const { data } = useQuery({ ...query, enabled: !isUnseen(props.monitor) });
  const p95 = (region: Region): number | null => data?.regions[region]?.total.p95 ?? null;
  return <Regions {...props} p95={p95} />;
}
