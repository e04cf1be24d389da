import type { Override } from "@nightbell/shared/oncall/rota";
import type { Instant } from "@nightbell/shared/time";
import type { CalendarView, ShiftView } from "@nightbell/shared/views/on-call-views";
import { moved } from "../../../lib/keyboard/roving.ts";
import { placed, type Range } from "./range.ts";

/** A stretch of time in a lane: a shift, a gap, or somebody's change. Epoch ms; `left` and `width` in per cent. */
export type Block = {
  key: string;
  kind: "shift" | "gap" | "override";
  from: Instant;
  until: Instant;
  /** False where the calendar was only fetched so far, and it may go on. */
  startKnown: boolean;
  endKnown: boolean;
  users: readonly string[];
  override: Override | null;
  left: number;
  width: number;
};

/** One line of the calendar. Overrides that overlap take several rows; all else has one. */
export type Lane = { id: string; name: string; kind: "layer" | "overrides" | "final"; rows: Block[][] };

export type RotaCalendar = CalendarView["rotas"][number];

/** Whom an override puts in, or, away, takes out. */
const userOf = (override: Override): string =>
  override.kind === "cover" || override.kind === "take" ? override.by : override.user;

/**
 * A rota's lanes from top to bottom: its layers, the highest first, what people changed, and last what is true.
 * @param calendar what was fetched; nothing is known outside of it
 */
export function lanesOf(
  calendar: Pick<CalendarView, "from" | "until">,
  rota: RotaCalendar,
  overrides: readonly Override[],
  range: Range,
): Lane[] {
  const shifts = (lane: string, list: readonly ShiftView[]): Block[] =>
    list.flatMap((shift) => blockOf(lane, shift, calendar, range) ?? []);
  const layers = rota.layers.toReversed().map(({ id, name, shifts: list }): Lane => {
    // What a layer leaves open is no gap: the layer below has it.
    const spoken = list.filter(({ users }) => users.length > 0);
    return { id, name, kind: "layer", rows: [shifts(id, spoken)] };
  });
  const changed = rowsOf(overrides.flatMap((override) => overrideBlock(override, range) ?? []));
  return [
    ...layers,
    ...(changed.length === 0 ? [] : [{ id: "overrides", name: "Changes", kind: "overrides" as const, rows: changed }]),
    { id: "final", name: "On call", kind: "final", rows: [shifts("final", rota.final)] },
  ];
}

function blockOf(
  lane: string,
  shift: ShiftView,
  calendar: Pick<CalendarView, "from" | "until">,
  range: Range,
): Block | null {
  const from = Date.parse(shift.from);
  const until = Date.parse(shift.until);
  const place = placed({ from, until }, range);
  if (place === null) return null;
  return {
    key: `${lane}:${shift.from}`,
    kind: shift.users.length === 0 ? "gap" : "shift",
    from,
    until,
    startKnown: from > Date.parse(calendar.from),
    endKnown: until < Date.parse(calendar.until),
    users: shift.users,
    override: null,
    ...place,
  };
}

function overrideBlock(override: Override, range: Range): Block | null {
  const { id, from, until } = override;
  const place = placed({ from, until }, range);
  if (place === null) return null;
  const known = { startKnown: true, endKnown: true };
  return {
    key: `override:${id}`,
    kind: "override",
    from,
    until,
    ...known,
    users: [userOf(override)],
    override,
    ...place,
  };
}

/** Each into the first row in which it overlaps nothing. */
function rowsOf(blocks: readonly Block[]): Block[][] {
  const rows: Block[][] = [];
  for (const block of blocks.toSorted((a, b) => a.from - b.from)) {
    const free = rows.find((row) => (row.at(-1)?.until ?? 0) <= block.from);
    if (free) free.push(block);
    else rows.push([block]);
  }
  return rows;
}

/**
 * Where a key leads from a block: left and right in its row, up and down to the block of another row that is nearest in time.
 * @returns the block's key; null for other keys
 */
export function movedBlock(key: string, from: string, lanes: readonly Lane[]): string | null {
  const rows = lanes.flatMap((lane) => lane.rows).filter((row) => row.length > 0);
  const row = rows.findIndex((blocks) => blocks.some((block) => block.key === from));
  const here = rows[row] ?? [];
  const at = here.findIndex((block) => block.key === from);
  const block = here[at];
  if (block === undefined) return null;
  if (key === "ArrowUp" || key === "ArrowDown") {
    const there = rows[row + (key === "ArrowUp" ? -1 : 1)];
    return there === undefined ? block.key : nearest(block, there);
  }
  const next = moved(key, at, here.length);
  return next === null ? null : (here[next]?.key ?? null);
}

const middle = ({ left, width }: Block): number => left + width / 2;

function nearest(to: Block, blocks: readonly Block[]): string {
  const away = (block: Block): number => {
    const inside = block.left <= middle(to) && middle(to) < block.left + block.width;
    return inside ? 0 : Math.abs(middle(block) - middle(to));
  };
  return blocks.reduce((best, block) => (away(block) < away(best) ? block : best)).key;
}
