import { type KeyboardEvent, useRef, useState } from "react";
import { took } from "../../../lib/time/format.ts";
import { Shape } from "../../../ui/state-mark.tsx";
import { When } from "../../../ui/when.tsx";
import { type Bar, barsOf, MISSED, type Missed, missedWord, type Run } from "../model/runs.ts";
import { moved } from "../../../lib/keyboard/roving.ts";
import classes from "./run-timeline.module.css";

/**
 * Recent runs as bars, oldest on the left: height is the length of the run, a square foot marks a failure, a hollow bar a
 * run that did not come. One of them is told in words below; arrow keys move it.
 */
export function RunTimeline({ history }: { history: readonly (Run | Missed)[] }) {
  const bars = barsOf(history);
  const [chosen, setChosen] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const found = bars.findIndex(({ key }) => key === chosen);
  const at = found === -1 ? bars.length - 1 : found;
  const choose = (bar: Bar | undefined): void => setChosen(bar?.key ?? null);
  const pressed = (event: KeyboardEvent): void => {
    const next = moved(event.key, at, bars.length);
    if (next === null) return;
    event.preventDefault();
    choose(bars[next]);
    list.current?.querySelectorAll<HTMLElement>("button")[next]?.focus();
  };
  const bar = bars[at];
  return (
    <div className={classes.timeline}>
      <div ref={list} className={classes.bars} role="toolbar" aria-label="Runs, oldest first" onKeyDown={pressed}>
        {bars.map((each, index) => (
          <button
            key={each.key}
            type="button"
            className={classes.slot}
            tabIndex={index === at ? 0 : -1}
            aria-pressed={index === at}
            aria-label={spoken(each.entry)}
            onClick={() => choose(each)}
            onFocus={() => choose(each)}
            onMouseEnter={() => choose(each)}
          >
            <span
              className={classes.bar}
              data-tone={each.tone}
              data-missed={each.missed || undefined}
              style={{ height: `${each.height * 100}%` }}
            />
          </button>
        ))}
      </div>
      {bar === undefined ? null : <Told entry={bar.entry} />}
    </div>
  );
}

const spoken = (entry: Run | Missed): string =>
  entry.kind === "missed" ? "missed run" : `#${entry.ping.n} ${entry.mark.word}${length(entry)}`;

const length = ({ tookMs }: Run): string => (tookMs === null ? "" : `, took ${took(tookMs)}`);

/** The chosen bar in words. */
function Told({ entry }: { entry: Run | Missed }) {
  if (entry.kind === "missed")
    return (
      <p className={classes.told}>
        <Shape mark={MISSED} /> missed, was expected <When at={entry.at} />
      </p>
    );
  return (
    <p className={classes.told}>
      <Shape mark={entry.mark} /> {entry.mark.word}
      {length(entry)} · <When at={entry.ping.at} />
      {entry.missedBefore === 0 ? null : <strong> · {missedWord(entry.missedBefore)} before it</strong>}
    </p>
  );
}
