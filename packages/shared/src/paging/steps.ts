import type { Decision } from "../team/decision.ts";
import type { NewSend } from "../team/events.ts";
import { ORDER_STEP } from "../team/evolve-page.ts";
import type { TeamState } from "../team/state.ts";
import type { Instant } from "../time.ts";
import { deadlineOf, missedRounds, nextRound, placeAt, sequenceOf, type Place } from "./grid.ts";
import { SLEEPERS_JOIN, type Asking } from "./ladder.ts";
import { isFinal, type Next, type Page, type Step } from "./page.ts";
import type { PolicyStep } from "./policy.ts";
import { everyone, isReachableBy } from "./reach.ts";
import { messages, posts, rungs } from "./rungs.ts";
import { askedBy, type Asked } from "./targets.ts";

/** The steps of a page: whom it asks, and when it moves on (spec "oncall" §3 and §4). */

export function pageOf(state: TeamState, id: string): Page {
  const page = state.pages[id];
  if (!page) throw new Error(`no page ${id}`);
  return page;
}

/** What the running step asks by: the policy's own words, or those of a team round. */
export function askingOf(page: Page): Asking {
  return (page.step?.kind === "policy" ? sequenceOf(page)[page.step.position] : undefined) ?? "team";
}

/** Begins the step of the current run that is due now; steps whose time passed unseen are not replayed. */
export function beginRun(d: Decision, id: string): void {
  enter(d, id, { position: 0, at: pageOf(d.state, id).run.t0 });
}

/** Goes on from a place of the run's sequence: with its step, with the one that time has led to, or with the team. */
function enter(d: Decision, id: string, from: Place): void {
  const sequence = sequenceOf(pageOf(d.state, id));
  const place = placeAt(sequence, from, d.now);
  const step = sequence[place.position];
  if (step) beginStep(d, id, step, place);
  else beginRound(d, id, place.at);
}

/** A step that reaches nobody takes no time: the next one begins at the same instant. */
function beginStep(d: Decision, id: string, step: PolicyStep, place: Place): void {
  const asked = askedBy(d.state, step.targets, d.now);
  const people = [...asked.users, ...asked.sleepers];
  const users = asked.users.filter((user) => isReachableBy(d.state, user, step));
  const sleepers = asked.sleepers.filter((user) => isReachableBy(d.state, user, step));
  const rooms = posts(d.state, asked.rooms, "down", d.now);
  if (users.length + sleepers.length + rooms.length > 0)
    return stepTo(d, id, step, place, wakeIfAlone({ ...asked, users, sleepers }), rooms);
  if (people.length === 0) d.emit({ kind: "page.gap", subject: id, data: {} });
  else d.emit({ kind: "page.unreachable", subject: id, data: { users: people } });
  enter(d, id, { position: place.position + 1, at: place.at });
}

/** Nobody is spared who is the only one that can be reached. */
const wakeIfAlone = (asked: Asked): Asked =>
  asked.users.length > 0 ? asked : { ...asked, users: asked.sleepers, sleepers: [] };

function stepTo(d: Decision, id: string, step: PolicyStep, place: Place, asked: Asked, rooms: NewSend[]): void {
  const sends = [...rungs(d.state, asked.users, step, d.now), ...rooms];
  const order = (d.state.seq + 1) * ORDER_STEP + sends.length;
  const sleepers = asked.sleepers.length > 0 ? { at: d.now + SLEEPERS_JOIN, order, users: asked.sleepers } : null;
  const next = { at: deadlineOf(sequenceOf(pageOf(d.state, id)), place), kind: "step" } as const;
  const began = {
    kind: "policy" as const,
    position: place.position,
    gridAt: place.at,
    users: asked.users,
    rooms: asked.rooms,
    sleepers,
    handoffAt: asked.handoffAt,
  };
  emitStep(d, id, began, sends, next, null);
}

/** A round of the whole team. `teamAt` is where the grid of rounds hangs; sleep is no excuse any more. */
function beginRound(d: Decision, id: string, teamAt: Instant): void {
  const page = pageOf(d.state, id);
  const all = everyone(d.state);
  const users = all.filter((user) => isReachableBy(d.state, user, "team"));
  if (users.length === 0) d.emit({ kind: "page.unreachable", subject: id, data: { users: all } });
  const position = sequenceOf(page).length;
  const step = { kind: "team" as const, position, gridAt: d.now, users, rooms: [], sleepers: null, handoffAt: null };
  emitStep(d, id, step, rungs(d.state, users, "team", d.now), nextRound(page.run.t0, teamAt, d.now), teamAt);
}

function emitStep(
  d: Decision,
  id: string,
  step: Omit<Step, "number" | "startedAt">,
  sends: NewSend[],
  next: Omit<Next, "order">,
  teamAt: Instant | null,
): void {
  const number = (pageOf(d.state, id).step?.number ?? 0) + 1;
  d.emit({
    kind: "page.stepped",
    subject: id,
    data: { step: { ...step, number, startedAt: d.now }, sends, next, teamAt },
  });
}

/** The page's own timer went off: the next step or round, or the day is over and we say so. */
export function advance(d: Decision, id: string): void {
  const { next } = pageOf(d.state, id);
  if (!next) return;
  if (next.kind === "step") return nextStep(d, id, next.at);
  if (next.kind !== "exhausted") return nextRoundNow(d, id, next.at);
  const { run } = pageOf(d.state, id);
  const after = nextRound(run.t0, run.teamAt ?? run.t0, d.now);
  d.emit({ kind: "page.exhausted", subject: id, data: { next: after } });
  const sends = everyone(d.state).flatMap((user) => messages(d.state, user, "push", "exhausted", d.now));
  if (sends.length > 0) d.emit({ kind: "send.added", subject: id, data: { sends } });
}

function nextStep(d: Decision, id: string, at: Instant): void {
  const page = pageOf(d.state, id);
  const sequence = sequenceOf(page);
  const from = { position: (page.step?.position ?? -1) + 1, at };
  const place = placeAt(sequence, from, d.now);
  const rounds = place.position < sequence.length ? 0 : missedRounds(page.run.t0, place.at, place.at, d.now);
  sayMissed(d, id, place.position - from.position + rounds);
  enter(d, id, from);
}

function nextRoundNow(d: Decision, id: string, due: Instant): void {
  const { run } = pageOf(d.state, id);
  const teamAt = run.teamAt ?? run.t0;
  sayMissed(d, id, missedRounds(run.t0, teamAt, due, d.now));
  beginRound(d, id, teamAt);
}

/** After an outage of ours nothing is replayed; what was missed is recorded. */
function sayMissed(d: Decision, id: string, steps: number): void {
  if (steps > 0) d.emit({ kind: "page.skipped", subject: id, data: { steps } });
}

/** A hand-over in mid-step: the incoming start the full plan, the outgoing keep theirs, the deadline stays. */
export function handOver(d: Decision, id: string): void {
  const page = pageOf(d.state, id);
  const asking = askingOf(page);
  if (page.step === null || asking === "team") return;
  const asked = askedBy(d.state, asking.targets, d.now);
  bringIn(d, page, "hand-over", asked.users, asked.handoffAt);
}

/** People asleep join with the full plan; the step's deadline still cuts it. */
export function wakeSleepers(d: Decision, id: string): void {
  const page = pageOf(d.state, id);
  if (page.step?.sleepers) bringIn(d, page, "sleepers", page.step.sleepers.users, page.step.handoffAt);
}

/**
 * A configuration came in mid-step: whoever the step means by now and it has not asked yet joins with the full plan;
 * a round that reached nobody starts anew (spec "oncall" §3, "targets and contacts resolve live").
 */
export function askNewcomers(d: Decision, id: string): void {
  const page = pageOf(d.state, id);
  if (page.state !== "firing" || page.step === null) return;
  const asking = askingOf(page);
  if (asking !== "team") {
    const asked = askedBy(d.state, asking.targets, d.now);
    const late = page.step.sleepers?.users ?? [];
    const users = [...asked.users, ...asked.sleepers].filter((user) => !late.includes(user));
    return bringIn(d, page, "joined", users, asked.handoffAt);
  }
  const reachable = everyone(d.state).filter((user) => isReachableBy(d.state, user, "team"));
  if (page.step.users.length > 0) return bringIn(d, page, "joined", reachable, null);
  if (reachable.length > 0) beginRound(d, id, page.run.teamAt ?? page.run.t0);
}

type Joining = "hand-over" | "sleepers" | "joined";

function bringIn(d: Decision, page: Page, why: Joining, people: string[], handoffAt: Instant | null): void {
  const asking = askingOf(page);
  const users = people.filter(
    (user) => (why === "sleepers" || !page.step?.users.includes(user)) && isReachableBy(d.state, user, asking),
  );
  if (why === "joined" && users.length === 0 && handoffAt === page.step?.handoffAt) return;
  const sends = rungs(d.state, users, asking, d.now);
  d.emit({ kind: "page.widened", subject: page.id, data: { why, users, sends, handoffAt, dropped: [] } });
}

/** When the last way to reach anyone of a step dies, the next one begins at once. */
export function passOnIfUnreachable(d: Decision, id: string): void {
  const page = pageOf(d.state, id);
  const { step } = page;
  if (page.state !== "firing" || step?.kind !== "policy") return;
  const asked = [...step.users, ...(step.sleepers?.users ?? [])];
  const asking = askingOf(page);
  if (asked.some((user) => isReachableBy(d.state, user, asking)) || isPosted(d.state, page, step)) return;
  if (asked.length > 0) d.emit({ kind: "page.unreachable", subject: id, data: { users: asked } });
  enter(d, id, { position: step.position + 1, at: d.now });
}

/** Whether a room took the step's post, or may still take it. */
const isPosted = (state: TeamState, page: Page, step: Step): boolean =>
  Object.values(state.sends).some(
    (send) =>
      send.page === page.id &&
      send.step === step.number &&
      step.rooms.includes(send.room ?? "") &&
      (!isFinal(send.state) || send.state === "delivered" || send.state === "opened"),
  );
