import type { ReactNode } from "react";
import { useNow } from "../../../../lib/time/use-now.ts";
import { agendaOf, type AgendaItem } from "../../model/agenda.ts";
import type { Block, Lane } from "../../model/lanes.ts";
import { listedNames } from "../../model/people.ts";
import { dateOf, type Range } from "../../model/range.ts";
import { dayPart, dayWords, GAP } from "../../model/words.ts";
import type { Frame } from "../frame.ts";
import classes from "./calendar.module.css";

type Props = {
  frame: Frame;
  lanes: readonly Lane[];
  range: Range;
  /** The open item: its day and block. */
  open: string | null;
  onOpen: (key: string) => void;
  /** What is told of the open one. */
  detail: (block: Block) => ReactNode;
};

/** Who is on call, day by day. The same blocks as in the lanes, and the same detail below the one that is open. */
export function Agenda({ frame, lanes, range, open, onOpen, detail }: Props) {
  const today = dateOf(useNow(), range.zone);
  return (
    <ol className={classes.agenda}>
      {agendaOf(lanes, range).map(({ day, items }) => (
        <li key={day.date} className={classes.agendaDay} data-today={day.date === today || undefined}>
          <h3 className={classes.agendaDate}>
            {dayWords(day.date)}
            {day.date === today ? ", today" : ""}
          </h3>
          {items.map((item) => (
            <AgendaRow
              key={item.key}
              frame={frame}
              item={item}
              zone={range.zone}
              open={item.key === open}
              onOpen={() => onOpen(item.key)}
              detail={detail}
            />
          ))}
        </li>
      ))}
    </ol>
  );
}

type RowProps = {
  frame: Frame;
  item: AgendaItem;
  zone: string;
  open: boolean;
  onOpen: () => void;
  detail: Props["detail"];
};

function AgendaRow({ frame, item, zone, open, onOpen, detail }: RowProps) {
  const { kind, users } = item.block;
  return (
    <>
      <button
        type="button"
        className={classes.agendaItem}
        data-kind={kind}
        data-row
        aria-expanded={open}
        onClick={onOpen}
      >
        <span className={classes.agendaTime}>{dayPart(item, zone)}</span>
        <span>{kind === "gap" ? GAP : listedNames(users, frame.names)}</span>
      </button>
      {open ? detail(item.block) : null}
    </>
  );
}
