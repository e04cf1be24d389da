import { type KeyboardEvent, useRef, useState } from "react";
import { zoneName } from "../../../../lib/time/format.ts";
import { useNow, useZone } from "../../../../lib/time/use-now.ts";
import { type Block, type Lane, movedBlock } from "../../model/lanes.ts";
import { nightsOf, placed, type Range } from "../../model/range.ts";
import { blockName, dayWords, GAP } from "../../model/words.ts";
import type { Frame } from "../frame.ts";
import classes from "./calendar.module.css";

type Props = {
  frame: Frame;
  name: string;
  lanes: readonly Lane[];
  range: Range;
  open: string | null;
  onOpen: (key: string) => void;
};

/** Lanes over days. One block is in the tab order; left and right lead along its row, up and down to other rows. */
export function Grid({ frame, name, lanes, range, open, onOpen }: Props) {
  const reader = useZone();
  const [chosen, setChosen] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const blocks = lanes.flatMap(({ rows }) => rows.flat());
  const final = lanes.find(({ kind }) => kind === "final")?.rows[0]?.[0]?.key;
  const current = blocks.some(({ key }) => key === chosen) ? chosen : final;
  const pressed = (event: KeyboardEvent): void => {
    const next = movedBlock(event.key, current ?? "", lanes);
    if (next === null) return;
    event.preventDefault();
    setChosen(next);
    box.current?.querySelector<HTMLElement>(`[data-block="${CSS.escape(next)}"]`)?.focus();
  };
  return (
    <>
      <div className={classes.grid}>
        <DayRow range={range} />
        <div ref={box} role="toolbar" aria-label={`${name}, by lanes`} onKeyDown={pressed}>
          {lanes.map((lane) => (
            <div key={lane.id} className={classes.lane} role="group" aria-label={lane.name} data-kind={lane.kind}>
              <span className={classes.name}>{lane.name}</span>
              <div>
                {lane.rows.map((row, i) => (
                  <div key={row[0]?.key ?? i} className={classes.track}>
                    {row.map((block) => (
                      <BlockButton
                        key={block.key}
                        frame={frame}
                        block={block}
                        zone={range.zone}
                        reached={block.key === current}
                        open={block.key === open}
                        onFocus={() => setChosen(block.key)}
                        onOpen={() => onOpen(block.key)}
                      />
                    ))}
                  </div>
                ))}
              </div>
            </div>
          ))}
        </div>
        <Backdrop range={range} />
      </div>
      <p className={classes.legend}>
        Shaded: 23:00 – 07:00 in {zoneName(reader)}. Arrow keys lead from block to block, Enter opens one.
      </p>
    </>
  );
}

type ButtonProps = {
  frame: Frame;
  block: Block;
  zone: string;
  reached: boolean;
  open: boolean;
  onFocus: () => void;
  onOpen: () => void;
};

function BlockButton({ frame, block, zone, reached, open, onFocus, onOpen }: ButtonProps) {
  const { kind, users, left, width } = block;
  const label = kind === "gap" ? GAP : blockLabel(block, frame);
  return (
    <button
      type="button"
      className={classes.block}
      data-block={block.key}
      data-kind={kind}
      data-hue={hueOf(frame, users)}
      style={{ left: `${left}%`, width: `${width}%` }}
      tabIndex={reached ? 0 : -1}
      aria-expanded={open}
      aria-label={blockName(block, frame.names, zone)}
      title={label}
      onFocus={onFocus}
      onClick={onOpen}
    >
      <span aria-hidden="true">{label}</span>
    </button>
  );
}

function blockLabel({ override, users }: Block, { short }: Frame): string {
  const who = users.map(short).join(", ");
  if (override?.kind === "away") return `${who} away`;
  if (override?.kind === "cover") return `${who} for ${short(override.for)}`;
  return override?.kind === "also" ? `${who} too` : who;
}

/** How many tints there are; people beyond share them. Names tell them apart, the tint only helps. */
const HUES = 6;
const hueOf = ({ view }: Frame, [first]: readonly string[]): number | undefined =>
  first === undefined
    ? undefined
    : Math.max(
        0,
        view.people.findIndex(({ id }) => id === first),
      ) % HUES;

function DayRow({ range }: { range: Range }) {
  return (
    <div className={classes.days} aria-hidden="true">
      <span />
      <div className={classes.track}>
        {range.days.map((day) => {
          const { left, width } = placed(day, range) ?? { left: 0, width: 0 };
          const [weekday, ...date] = dayWords(day.date).split(" ");
          return (
            <span key={day.date} className={classes.day} style={{ left: `${left}%`, width: `${width}%` }}>
              <span>{weekday}</span> {date[0]}
            </span>
          );
        })}
      </div>
    </div>
  );
}

/** Behind the lanes: midnights, the reader's nights, and now. */
function Backdrop({ range }: { range: Range }) {
  const reader = useZone();
  const nights = nightsOf(range, reader).flatMap((night) => placed(night, range) ?? []);
  return (
    <div className={classes.backdrop} aria-hidden="true">
      {nights.map(({ left, width }) => (
        <span key={left} className={classes.night} style={{ left: `${left}%`, width: `${width}%` }} />
      ))}
      {range.days.slice(1).map((day) => (
        <span key={day.date} className={classes.midnight} style={{ left: `${placed(day, range)?.left ?? 0}%` }} />
      ))}
      <NowLine range={range} />
    </div>
  );
}

function NowLine({ range }: { range: Range }) {
  const now = useNow();
  const place = placed({ from: now, until: now + 1 }, range);
  return place === null ? null : <span className={classes.now} style={{ left: `${place.left}%` }} />;
}
