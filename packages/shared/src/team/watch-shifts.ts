import { noticesOf } from "../oncall/notices.ts";
import type { Rota } from "../oncall/rota.ts";
import { memberOf } from "../paging/reach.ts";
import { messages } from "../paging/rungs.ts";
import { DAY, earliest, type Instant } from "../time.ts";
import type { Decision } from "./decision.ts";
import type { TeamState } from "./state.ts";

/** Turns on call as the team lives through them: whoever comes on is told before. */

/** How far ahead one look goes; a look that finds nothing is due again then. */
const LOOK_AHEAD = DAY;

/** What was found out about a rota, until it is edited: the next notice after an instant. */
const found = new WeakMap<Rota, { after: Instant; at: Instant }>();

function nextOf(rota: Rota, after: Instant): Instant {
  const known = found.get(rota);
  if (known?.after === after) return known.at;
  const at = noticesOf(rota, after, after + LOOK_AHEAD)[0]?.at ?? after + LOOK_AHEAD;
  found.set(rota, { after, at });
  return at;
}

/** When somebody is to be told of their turn, or it is time to look again; null while nobody takes turns. */
export function nextNotice({ config, noticedThrough }: TeamState): Instant | null {
  if (noticedThrough === null) return null;
  return earliest((config?.rotas ?? []).map((rota) => nextOf(rota, noticedThrough)));
}

/** Tells whoever comes on call. After an outage of ours only of turns that have not begun, and once each. */
export function noticeShifts(d: Decision): void {
  const after = d.state.noticedThrough ?? d.now;
  const due = (d.state.config?.rotas ?? []).flatMap((rota) => noticesOf(rota, after, d.now));
  d.emit({ kind: "shifts.noticed", subject: "shifts", data: { through: d.now } });
  const last = new Map(
    due.filter(({ from }) => from > d.now).map((notice) => [`${notice.rota} ${notice.from}`, notice]),
  );
  const sends = [...last.values()].flatMap(({ rota, from, users }) =>
    users
      .filter((user) => memberOf(d.state, user))
      .flatMap((user) => messages(d.state, user, "push", "shift", d.now))
      .map((send) => ({ ...send, shift: { rota, from } })),
  );
  if (sends.length > 0) d.emit({ kind: "send.added", subject: "", data: { sends } });
}

/** From the first rota on, turns are announced. */
export function startNoticing(d: Decision): void {
  const turns = (d.state.config?.rotas.length ?? 0) > 0;
  if (turns && d.state.noticedThrough === null)
    d.emit({ kind: "shifts.noticed", subject: "shifts", data: { through: d.now } });
}
