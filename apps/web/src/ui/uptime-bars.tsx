import { type KeyboardEvent, useRef, useState } from "react";
import { moved } from "../lib/keyboard/roving.ts";
import type { Mark } from "./mark.ts";
import { Shape } from "./state-mark.tsx";
import classes from "./uptime-bars.module.css";

/** One stretch of time: the state it is drawn in, its name, and all it says. */
export type Bar = { key: string; mark: Mark; title: string; words: string };

/** Bars, oldest on the left, each drawn in its worst state. One of them is told in words below; arrow keys move it. */
export function UptimeBars({ label, bars }: { label: string; bars: readonly Bar[] }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const found = bars.findIndex(({ key }) => key === chosen);
  const at = found === -1 ? bars.length - 1 : found;
  const pressed = (event: KeyboardEvent): void => {
    const next = moved(event.key, at, bars.length);
    if (next === null) return;
    event.preventDefault();
    setChosen(bars[next]?.key ?? null);
    list.current?.querySelectorAll<HTMLElement>("button")[next]?.focus();
  };
  const bar = bars[at];
  return (
    <div>
      <div ref={list} className={classes.bars} role="toolbar" aria-label={label} onKeyDown={pressed}>
        {bars.map(({ key, mark, title, words }, index) => (
          <button
            key={key}
            type="button"
            className={classes.slot}
            tabIndex={index === at ? 0 : -1}
            aria-pressed={index === at}
            aria-label={`${title}: ${words}`}
            onClick={() => setChosen(key)}
            onFocus={() => setChosen(key)}
            onMouseEnter={() => setChosen(key)}
          >
            <span className={classes.bar} data-shape={mark.shape} data-tone={mark.tone} />
          </button>
        ))}
      </div>
      {bar === undefined ? null : (
        <p className={classes.told}>
          <Shape mark={bar.mark} /> <strong>{bar.title}</strong> {bar.words}
        </p>
      )}
    </div>
  );
}

const CELL = 5;
const HIGH = 18;
/** How high a cell is, and how it is drawn, by the shape of its state: told apart also without colours. */
const HEIGHTS: Record<Mark["shape"], number> = { disc: 12, half: 15, square: HIGH, ring: 6, wrench: 6 };

/** Cells of one shape as a single path: a list of a thousand has few elements a row. */
const pathOf = (marks: readonly Mark[], shape: Mark["shape"]): string =>
  marks
    .map((mark, i) =>
      mark.shape === shape ? `M${i * CELL} ${HIGH}v-${HEIGHTS[shape]}h${CELL - 1}v${HEIGHTS[shape]}z` : "",
    )
    .join("");

/** The same in small, to be seen beside words: nothing to press. */
export function Strip({ marks, words }: { marks: readonly Mark[]; words: string }) {
  const tones = new Map(marks.map(({ shape, tone }) => [shape, tone]));
  return (
    <svg
      className={classes.strip}
      role="img"
      aria-label={words}
      viewBox={`0 0 ${marks.length * CELL} ${HIGH}`}
      preserveAspectRatio="none"
    >
      <title>{words}</title>
      {[...tones].map(([shape, tone]) => (
        <path key={shape} d={pathOf(marks, shape)} data-shape={shape} data-tone={tone} />
      ))}
    </svg>
  );
}
