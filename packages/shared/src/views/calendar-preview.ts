import { newGaps } from "../oncall/gaps.ts";
import { HORIZON } from "../oncall/resolve.ts";
import type { Rota, Shift } from "../oncall/rota.ts";
import { shiftsOf } from "../oncall/shifts.ts";
import { spanText } from "../oncall/when-text.ts";
import type { RotaEdit } from "../team/rpc.ts";
import type { TeamState } from "../team/state.ts";
import { DAY, type Instant } from "../time.ts";
import { iso } from "./clock.ts";
import { liveRota, liveRotas, membersOf, readerZone } from "./on-call-people.ts";
import { shiftView } from "./on-call-view.ts";
import type { EditPreview } from "./on-call-views.ts";

const SHOWN = 14 * DAY;
/** Whoever leaves every night uncovered need not read all 400. */
const MOST_GAPS = 50;

/** What an edit would do if it were saved: its first gaps that were not there, and who is on call in the next days. */
export function editPreviewOf(state: TeamState, reader: string, edit: RotaEdit, now: Instant): EditPreview {
  const members = new Set(membersOf(state).flatMap(({ id }) => (id === edit.without ? [] : [id])));
  const before = new Map(liveRotas(state).map((rota) => [rota.id, rota]));
  const edited = edit.without === null ? edit.rotas : [...(state.config?.rotas ?? [])];
  const after = edited.map((rota) => liveRota(rota, members));
  const viewer = { zone: readerZone(state, reader), now };
  const gaps = after.flatMap((rota) => gapsOf(before.get(rota.id), rota, now).map((gap) => ({ gap, rota })));
  const [first] = after;
  return {
    newGaps: gaps
      .toSorted((a, b) => a.gap.from - b.gap.from)
      .slice(0, MOST_GAPS)
      .map(({ gap: { from, until }, rota }) => ({
        from: iso(from),
        until: iso(until),
        sentence: `Nobody would be on call${after.length > 1 ? ` for ${rota.name}` : ""} ${spanText(from, until, viewer)}.`,
      })),
    final: first === undefined ? [] : shiftsOf(first, now, now + SHOWN).map(shiftView),
  };
}

/** Of a rota that is new every gap is: without it everyone was on call. */
const gapsOf = (before: Rota | undefined, after: Rota, now: Instant): Shift[] =>
  before === undefined
    ? shiftsOf(after, now, now + HORIZON).filter(({ users }) => users.length === 0)
    : newGaps(before, after, now);
