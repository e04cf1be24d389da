import { gapFindings, newGaps } from "../oncall/gaps.ts";
import { HORIZON } from "../oncall/resolve.ts";
import type { Rota, Shift } from "../oncall/rota.ts";
import { shiftsOf } from "../oncall/shifts.ts";
import type { RotaEdit } from "../team/rpc.ts";
import type { TeamState } from "../team/state.ts";
import { DAY, type Instant } from "../time.ts";
import { iso } from "./clock.ts";
import { liveRota, liveRotas, membersOf, readerZone } from "./on-call-people.ts";
import { shiftView } from "./on-call-view.ts";
import type { EditPreview } from "./on-call-views.ts";

const SHOWN = 14 * DAY;
/** Nobody reads more. */
const MOST_GAPS = 50;

/** What an edit would do if it were saved: gaps that were not there, each once however often it comes, and who is on call in the next days. */
export function editPreviewOf(state: TeamState, reader: string, edit: RotaEdit, now: Instant): EditPreview {
  const members = new Set(membersOf(state).flatMap(({ id }) => (id === edit.without ? [] : [id])));
  const before = new Map(liveRotas(state).map((rota) => [rota.id, rota]));
  const edited = edit.without === null ? edit.rotas : [...(state.config?.rotas ?? [])];
  const after = edited.map((rota) => liveRota(rota, members));
  const viewer = { zone: readerZone(state, reader), now };
  const found = after.flatMap((rota) =>
    gapFindings(rota, gapsOf(before.get(rota.id), rota, now), viewer, after.length > 1 ? rota.name : null),
  );
  const [first] = after;
  return {
    newGaps: found
      .toSorted((a, b) => a.from - b.from)
      .slice(0, MOST_GAPS)
      .map(({ from, until, sentence }) => ({ from: iso(from), until: iso(until), sentence })),
    final: first === undefined ? [] : shiftsOf(first, now, now + SHOWN).map(shiftView),
  };
}

/** Of a rota that is new every gap is: without it everyone was on call. */
const gapsOf = (before: Rota | undefined, after: Rota, now: Instant): Shift[] =>
  before === undefined
    ? shiftsOf(after, now, now + HORIZON).filter(({ users }) => users.length === 0)
    : newGaps(before, after, now);
