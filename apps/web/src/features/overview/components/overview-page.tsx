import type { ReactNode } from "react";
import type { IncidentView, Overview } from "@nightbell/shared/views/views";
import { PageTitle } from "../../../ui/page.tsx";
import stack from "../../../ui/stack.module.css";
import type { Progress } from "../model/checklist.ts";
import { Attention } from "./attention.tsx";
import { Checklist } from "./checklist.tsx";
import { Everything } from "./everything.tsx";
import { OpenIncidents } from "./open-incidents.tsx";
import { VerdictBar } from "./verdict-bar.tsx";
import classes from "./overview-page.module.css";

type Props = {
  notice: ReactNode;
  /** How well the team is covered, in a line. */
  coverage: ReactNode;
  team: string;
  overview: Overview;
  /** Those of the overview, in the order in which they need somebody. */
  incidents: readonly IncidentView[];
  progress: Progress | undefined;
  mayAct: boolean;
  acking: string | null;
  onAck: (incident: string) => void;
  filter: string;
  onFilter: (filter: string) => void;
};

/** Is everything all right, and who is being paged. */
export function OverviewPage({
  notice,
  coverage,
  team,
  overview,
  incidents,
  progress,
  mayAct,
  acking,
  onAck,
  filter,
  onFilter,
}: Props) {
  const watching = overview.heartbeats.length + overview.monitors.length;
  return (
    <div className={`${stack.stack} ${classes.page}`}>
      <PageTitle title="Overview" />
      <VerdictBar overview={overview} />
      {notice}
      {incidents.length === 0 ? null : (
        <OpenIncidents team={team} incidents={incidents} mayAct={mayAct} acking={acking} onAck={onAck} />
      )}
      <Checklist team={team} progress={progress} />
      {overview.attention.length === 0 ? null : <Attention items={overview.attention} />}
      {coverage}
      {watching === 0 ? null : <Everything team={team} overview={overview} filter={filter} onFilter={onFilter} />}
    </div>
  );
}
