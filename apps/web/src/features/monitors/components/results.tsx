import type { MonitorDetail, ResultView } from "@nightbell/shared/views/monitor-views";
import { took } from "../../../lib/time/format.ts";
import { Section } from "../../../ui/section.tsx";
import { StateMark } from "../../../ui/state-mark.tsx";
import { When } from "../../../ui/when.tsx";
import { namer } from "../model/regions.ts";
import { phasesOf, resultBars, resultMark, worstFirst } from "../model/results.ts";
import classes from "./page/page.module.css";

type Props = Pick<MonitorDetail, "results" | "regions">;

/** How fast the target answered lately, and the last results with failures first. */
export function Results({ results, regions }: Props) {
  const slowest = Math.max(...results.map((result) => result.totalMs));
  const nameOf = namer(regions);
  return (
    <Section title="Last results">
      <div
        className={classes.bars}
        role="img"
        aria-label={`Response times of the last ${results.length} checks; the slowest took ${took(slowest)}`}
      >
        {resultBars(results).map(({ result, tone, height }) => (
          <span
            key={`${result.at}${result.region}`}
            className={classes.slot}
            title={`${took(result.totalMs)} from ${nameOf(result.region)}`}
          >
            <span className={classes.bar} data-tone={tone} style={{ height: `${height * 100}%` }} />
          </span>
        ))}
      </div>
      <p className={classes.legend}>Height is the response time, the slowest here {took(slowest)}.</p>
      <ul className={classes.results}>
        {worstFirst(results, 12).map((result) => (
          <Row key={`${result.at}${result.region}`} result={result} from={nameOf(result.region)} />
        ))}
      </ul>
    </Section>
  );
}

function Row({ result, from }: { result: ResultView; from: string }) {
  const phases = phasesOf(result);
  return (
    <li className={classes.region}>
      <StateMark mark={resultMark(result)} />
      <When at={result.at} />
      <span className={classes.detail}>
        <span>
          {from} · {took(result.totalMs)}
          {result.status === null || result.detail !== null ? null : <> · status {result.status}</>}
          {result.detail === null ? null : <> · {result.detail}</>}
        </span>
        {phases.length === 0 ? null : (
          <span className={classes.phases}>{phases.map(({ word, ms }) => `${word} ${took(ms)}`).join(" · ")}</span>
        )}
      </span>
    </li>
  );
}
