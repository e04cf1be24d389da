import { useMediaQuery } from "@mantine/hooks";
import type { Override } from "@nightbell/shared/oncall/rota";
import type { CalendarView } from "@nightbell/shared/views/on-call-views";
import { useRef, useState } from "react";
import { useZone } from "../../../../lib/time/use-now.ts";
import stack from "../../../../ui/stack.module.css";
import { type Block, lanesOf, type RotaCalendar } from "../../model/lanes.ts";
import { mondayOf, rangeFrom } from "../../model/range.ts";
import type { Frame } from "../frame.ts";
import type { Look, OnLook } from "../../model/look.ts";
import { Agenda } from "./agenda.tsx";
import { BlockDetail } from "./block-detail.tsx";
import { Grid } from "./grid.tsx";
import { RangeBar } from "./range-bar.tsx";

/** Where the side bar ends and the bottom bar begins. */
const NARROW = "(max-width: 48em)";

type Props = {
  frame: Frame;
  calendar: CalendarView;
  rota: RotaCalendar;
  overrides: readonly Override[];
  start: string;
  look: Look;
  onLook: OnLook;
};

/** Two weeks of one rota: lanes on a wide screen, a list by day on a phone or when asked for. One block is open at a time. */
export function Calendar({ frame, calendar, rota, overrides, start, look, onLook }: Props) {
  const reader = useZone();
  const narrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false });
  const [open, setOpen] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const zone = look.zone === "rota" ? rota.zone : reader;
  const range = rangeFrom(start, zone);
  const lanes = lanesOf(calendar, rota, overrides, range);
  const toggle = (key: string): void => setOpen(key === open ? null : key);
  const close = (): void => {
    // The keyboard goes on from the block whose detail goes.
    box.current?.querySelector<HTMLElement>(`:is([data-block], [data-row])[aria-expanded="true"]`)?.focus();
    setOpen(null);
  };
  const detail = (block: Block) => (
    <BlockDetail key={block.key} frame={frame} rota={rota.id} block={block} zone={zone} onClose={close} />
  );
  const inLanes = lanes.flatMap(({ rows }) => rows.flat()).find(({ key }) => key === open);
  return (
    <div ref={box} className={stack.stack}>
      <RangeBar
        range={range}
        thisWeek={mondayOf(Date.parse(frame.view.now), reader)}
        reader={reader}
        rota={rota.zone}
        narrow={narrow}
        look={look}
        onLook={onLook}
      />
      {narrow || look.as === "list" ? (
        <Agenda frame={frame} lanes={lanes} range={range} open={open} onOpen={toggle} detail={detail} />
      ) : (
        <>
          <Grid frame={frame} name={rota.name} lanes={lanes} range={range} open={open} onOpen={toggle} />
          {inLanes === undefined ? null : detail(inLanes)}
        </>
      )}
    </div>
  );
}
