import type { ResultView } from "@nightbell/shared/views/views";
import { took } from "../../../lib/time/format.ts";
import { Section } from "../../../ui/section.tsx";
import { StateMark } from "../../../ui/state-mark.tsx";
import { When } from "../../../ui/when.tsx";
import { REGION_NAMES } from "../model/regions.ts";
import { resultBars, resultMark, worstFirst } from "../model/results.ts";
import classes from "./monitor.module.css";

/** How fast the target answered lately, and the last results with failures first. */
export function Results({ results }: { results: readonly ResultView[] }) {
  const slowest = Math.max(...results.map((result) => result.totalMs));
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
            title={`${took(result.totalMs)} from ${REGION_NAMES[result.region]}`}
          >
            <span className={classes.bar} data-tone={tone} style={{ height: `${height * 100}%` }} />
          </span>
        ))}
      </div>
      <p className={classes.legend}>Height is the response time, the slowest here {took(slowest)}.</p>
      <ul className={classes.results}>
        {worstFirst(results, 12).map((result) => (
          <li key={`${result.at}${result.region}`} className={classes.region}>
            <StateMark mark={resultMark(result)} />
            <When at={result.at} />
            <span className={classes.detail}>
              {REGION_NAMES[result.region]} · {took(result.totalMs)}
              {result.detail === null ? null : <> · {result.detail}</>}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
