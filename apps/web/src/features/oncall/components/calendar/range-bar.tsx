import { Button, SegmentedControl } from "@mantine/core";
import { zoneName } from "../../../../lib/time/format.ts";
import { addDays, type Range, SHOWN_DAYS } from "../../model/range.ts";
import { dayWords } from "../../model/words.ts";
import type { Look, OnLook } from "../../model/look.ts";
import classes from "./calendar.module.css";

type Props = {
  range: Range;
  /** Its Monday. */
  thisWeek: string;
  reader: string;
  rota: string;
  narrow: boolean;
  look: Look;
  onLook: OnLook;
};

/** Which two weeks, whose zone, and how they are drawn; all of it stands in the address. */
export function RangeBar({ range, thisWeek, reader, rota, narrow, look, onLook }: Props) {
  const last = addDays(range.start, SHOWN_DAYS - 1);
  const { start: _start, ...anytime } = look;
  const go = (start: string): void => onLook(start === thisWeek ? anytime : { ...anytime, start });
  return (
    <div className={classes.bar}>
      <div className={classes.group}>
        <Button size="xs" variant="default" onClick={() => go(addDays(range.start, -SHOWN_DAYS))}>
          Earlier
        </Button>
        <Button size="xs" variant="default" disabled={range.start === thisWeek} onClick={() => go(thisWeek)}>
          Today
        </Button>
        <Button size="xs" variant="default" onClick={() => go(addDays(range.start, SHOWN_DAYS))}>
          Later
        </Button>
      </div>
      <strong className={classes.dates} aria-live="polite">
        {dayWords(range.start)} – {dayWords(last)}
        {last.slice(0, 4) === thisWeek.slice(0, 4) ? "" : ` ${last.slice(0, 4)}`}
      </strong>
      <div className={classes.group}>
        <ZoneSwitch reader={reader} rota={rota} narrow={narrow} look={look} onLook={onLook} />
        {narrow ? null : <DrawnAs look={look} onLook={onLook} />}
      </div>
    </div>
  );
}

/** Nothing to choose where both are the same. */
function ZoneSwitch({ reader, rota, narrow, look, onLook }: Omit<Props, "range" | "thisWeek">) {
  const { zone: _zone, ...mine } = look;
  if (reader === rota) return <span className={classes.zone}>{zoneName(rota)} time</span>;
  return (
    <SegmentedControl
      size="xs"
      aria-label="Whose time"
      orientation={narrow ? "vertical" : "horizontal"}
      value={look.zone ?? "mine"}
      data={[
        { value: "mine", label: `My time (${zoneName(reader)})` },
        { value: "rota", label: `The rota’s (${zoneName(rota)})` },
      ]}
      onChange={(whose) => onLook(whose === "rota" ? { ...mine, zone: "rota" } : mine)}
    />
  );
}

function DrawnAs({ look, onLook }: Pick<Props, "look" | "onLook">) {
  const { as: _as, ...lanes } = look;
  return (
    <SegmentedControl
      size="xs"
      aria-label="Drawn as"
      value={look.as ?? "lanes"}
      data={[
        { value: "lanes", label: "Lanes" },
        { value: "list", label: "List" },
      ]}
      onChange={(as) => onLook(as === "list" ? { ...lanes, as: "list" } : lanes)}
    />
  );
}
