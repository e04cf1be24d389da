import type { Decision } from "../team/decision.ts";
import type { TeamState } from "../team/state.ts";
import { DAY, type Instant } from "../time.ts";
import { BACKUP_AFTER, BACKUP_EVERY } from "./ladder.ts";
import type { Page } from "./page.ts";
import { BACKUP, backupContact } from "./reach.ts";

/** The backup human: outside the team, written to when nobody in it answers. They cannot acknowledge (spec "oncall" §3). */

const callAt = (page: Page, call: number): Instant => page.run.t0 + BACKUP_AFTER + call * BACKUP_EVERY;

/** When the backup human is written to next in this run; null: never, or there is none. */
export function backupAt(state: TeamState, page: Page): Instant | null {
  if (page.state !== "firing" || !backupContact(state)) return null;
  const at = callAt(page, page.backupCalls);
  return at <= page.run.t0 + DAY ? at : null;
}

/** Writes to the backup human; what was missed while we were away is not made up for. */
export function callBackup(d: Decision, page: Page): void {
  let calls = page.backupCalls + 1;
  while (callAt(page, calls) <= d.now) calls += 1;
  d.emit({ kind: "page.backed", subject: page.id, data: { calls } });
  const contact = backupContact(d.state);
  if (!contact) return;
  const send = { user: BACKUP, channel: "sms", contact: contact.id, about: "backup", due: d.now } as const;
  d.emit({ kind: "send.added", subject: page.id, data: { sends: [send] } });
}
