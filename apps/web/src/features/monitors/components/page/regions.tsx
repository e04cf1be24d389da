import { Button } from "@mantine/core";
import type { Region } from "@nightbell/shared/check/region";
import type { MonitorDetail, RegionView } from "@nightbell/shared/views/monitor-views";
import type { ReactNode } from "react";
import { useSave } from "../../../../lib/api/use-save.ts";
import { duration, took } from "../../../../lib/time/format.ts";
import { Section } from "../../../../ui/section.tsx";
import stack from "../../../../ui/stack.module.css";
import { Shape, StateMark } from "../../../../ui/state-mark.tsx";
import { When } from "../../../../ui/when.tsx";
import { dropRegion, pageAnyway } from "../../api/act-on-monitor.ts";
import { answerMark, answersInWords, regionMark, regionName, regionsSentence } from "../../model/regions.ts";
import { isUnseen } from "../../model/results.ts";
import { FirstResults } from "./first-results.tsx";
import classes from "./page.module.css";

/** `p95`: by region, in ms over the range that is shown; null where there is none. */
type Props = { team: string; monitor: MonitorDetail; mayAct: boolean; p95: (region: Region) => number | null };

/** What each region sees, how they decide together, and what can be done about one that fails alone. */
export function Regions({ team, monitor, mayAct, p95 }: Props) {
  const alone = mayAct ? monitor.failingAlone : [];
  return (
    <Section title="Regions">
      {isUnseen(monitor) ? <FirstResults monitor={monitor} /> : <p>{regionsSentence(monitor.regions)}</p>}
      <p className={stack.soft}>
        {monitor.quorum} From an outage to the page it takes {duration(monitor.worstCaseSeconds * 1000)} at the most.
      </p>
      <ul className={classes.regions}>
        {monitor.regions.map((region) => (
          <li key={region.region} className={classes.region}>
            <StateMark mark={regionMark(region.state)} />
            <span>{regionName(region)}</span>
            <Seen region={region} p95={p95(region.region)} />
            {alone.includes(region.region) ? <Alone team={team} id={monitor.id} region={region} /> : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Seen({ region, p95 }: { region: RegionView; p95: number | null }): ReactNode {
  return (
    <span className={classes.detail}>
      <span
        className={classes.dots}
        role="img"
        aria-label={`Last answers, newest first: ${answersInWords(region.last)}`}
      >
        {region.last.toReversed().map((answer, index) => (
          <Shape key={index} mark={answerMark(answer)} size={10} />
        ))}
      </span>
      <span>
        {region.at === null ? "asking…" : <When at={region.at} />}
        {region.totalMs === null ? null : <> · {took(region.totalMs)}</>}
        {p95 === null ? null : <> · p95 {took(p95)}</>}
        {region.detail === null ? null : <> · {region.detail}</>}
      </span>
    </span>
  );
}

function Alone({ team, id, region }: { team: string; id: string; region: RegionView }) {
  const done = { done: ({ text }: { text: string }): string => text };
  const drop = useSave(team, () => dropRegion(team, id, region.region), done);
  const page = useSave(team, () => pageAnyway(team, id), done);
  return (
    <span className={classes.alone}>
      <span>Only {regionName(region)} sees this, so nobody was woken.</span>
      <Button size="xs" variant="default" loading={drop.isPending} onClick={() => drop.mutate(undefined)}>
        Drop this region
      </Button>
      <Button size="xs" color="red" loading={page.isPending} onClick={() => page.mutate(undefined)}>
        Page me anyway
      </Button>
    </span>
  );
}
