import { onCallAt } from "@nightbell/shared/oncall/resolve";
import type { Page, Step } from "@nightbell/shared/paging/page";
import type { PolicyStep } from "@nightbell/shared/paging/policy";
import { CHANNEL_OF, type Member } from "@nightbell/shared/team/config";
import type { EventOf } from "@nightbell/shared/team/events";
import type { TeamState } from "@nightbell/shared/team/state";
import { SECOND, type Instant } from "@nightbell/shared/time";
import type { Law, Seen } from "./law.ts";

/** The ladder's timetable, written down a second time: spec "oncall" §3. All in seconds. */

const ROUNDS = [
  ...Array.from({ length: 12 }, (_, i) => i * 300),
  ...Array.from({ length: 100 }, (_, i) => 3_300 + (i + 1) * 900),
];
const PLANS = {
  standard: ["push 0", "sms 0", "voice 120", "voice 180"],
  team: ["push 0", "sms 0", "voice 30", "voice 90"],
  badSignal: ["push 0", "voice 0", "voice 60", "sms 90"],
};

/** The steps of a run, as its page has them. */
function stepsOf({ policy, run }: Page): readonly PolicyStep[] {
  if (run.start.kind === "team") return [];
  if (run.start.kind === "person")
    return [{ targets: [{ kind: "member", user: run.start.user }], plan: null, waitSeconds: 240 }];
  return Array.from({ length: policy.repeats + 1 }, () => policy.steps).flat();
}

function planOf(member: Member | undefined, step: PolicyStep | undefined): string[] {
  if (member?.badSignal) return PLANS.badSignal;
  if (step === undefined) return PLANS.team;
  return step.plan?.map(({ via, afterSeconds }) => `${via} ${afterSeconds}`) ?? PLANS.standard;
}

const memberOf = (state: TeamState, user: string): Member | undefined =>
  state.config?.members.find(({ id }) => id === user);

/** The first instant at which a page may take its next step, by the team's clock. */
type Due = { gen: number; from: Instant };

/** I4 (spec "trust" §4): no step, round or rung before its time; a step that reaches nobody takes none. */
export const nothingEarly = (): Law => {
  const due = new Map<string, Due>();
  return {
    name: "I4 no step early",
    event(seen) {
      const { event, state } = seen;
      const page = state.pages[event.subject];
      if (event.kind === "send.claimed") return earlyClaim(seen);
      if (!page) return null;
      if (event.kind === "page.opened" || event.kind === "page.restarted")
        due.set(page.id, { gen: page.gen, from: Math.min(page.run.t0, event.at) });
      if (event.kind === "page.gap" || event.kind === "page.unreachable")
        due.set(page.id, { gen: page.gen, from: event.at });
      if (event.kind !== "page.stepped") return null;
      const from = due.get(page.id)?.from ?? 0;
      const lone = seen.before.pages[page.id]?.step?.users.length === 0;
      due.set(page.id, { gen: page.gen, from: nextFrom(page, event.data.step, event.data.teamAt) });
      if (event.at < from && !lone) return `${page.id} steps ${(from - event.at) / SECOND} s early`;
      return wrongRung(state, page, event);
    },
  };
};

function earlyClaim({ event, before }: Seen): string | null {
  const send = before.sends[event.subject];
  if (!send) return null;
  const from = send.state === "leased" ? (send.leaseUntil ?? 0) : send.due;
  return event.at < from ? `${send.id} goes out ${(from - event.at) / SECOND} s early` : null;
}

function nextFrom(page: Page, step: Step, teamAt: Instant | null): Instant {
  if (step.kind === "policy") return step.gridAt + (stepsOf(page)[step.position]?.waitSeconds ?? 0) * SECOND;
  const next = ROUNDS.map((round) => (teamAt ?? 0) + round * SECOND).find((at) => at > step.startedAt);
  return next ?? Infinity;
}

function wrongRung(state: TeamState, page: Page, event: EventOf<"page.stepped">): string | null {
  const { step, sends } = event.data;
  const asking = step.kind === "policy" ? stepsOf(page)[step.position] : undefined;
  const wrong = sends.find(
    ({ user, channel, due, room }) =>
      room === undefined && !planOf(memberOf(state, user), asking).includes(`${channel} ${(due - event.at) / SECOND}`),
  );
  return wrong ? `${wrong.user} would get ${wrong.channel} ${(wrong.due - event.at) / SECOND} s after the step` : null;
}

/** §5.8 (spec "trust"): woken late, a page takes the step that is due now, and none that has passed. */
export const nothingReplayed = ({ now }: { now(): number }): Law => {
  const last = new Map<string, { gen: number; at: number }>();
  return {
    name: "nothing is replayed",
    event({ event, state }) {
      if (event.kind === "page.gap" || event.kind === "page.unreachable") last.delete(event.subject);
      if (event.kind !== "page.stepped") return null;
      const gen = state.pages[event.subject]?.gen ?? 0;
      const known = last.get(event.subject);
      // A round that reached nobody begins anew for the first who can be reached.
      if (event.data.step.users.length > 0) last.set(event.subject, { gen, at: now() });
      return known?.gen === gen && known.at === now() ? `${event.subject} takes two steps at once` : null;
    },
  };
};

/** Targets and contacts resolve when a step begins, not when the incident opened (spec "oncall" §3; M10). */
export const resolvedWhenAsked = (): Law => ({
  name: "F26 a step asks whoever its targets are now",
  event({ event, before, state }) {
    const page = state.pages[event.subject];
    if (event.kind !== "page.stepped" || !page) return null;
    const { step } = event.data;
    const asking = step.kind === "policy" ? stepsOf(page)[step.position] : undefined;
    const meant = new Set(
      asking
        ? asking.targets.flatMap((target) => whoIs(before, target, event.at))
        : whoIs(before, { kind: "team" }, event.at),
    );
    const wanted = [...meant].filter((user) => isReachableBy(before, user, asking));
    const asked = [...step.users, ...(step.sleepers?.users ?? [])];
    const wrong = asked.find((user) => !wanted.includes(user)) ?? wanted.find((user) => !asked.includes(user));
    if (wrong !== undefined)
      return `${event.subject} asks ${asked.join(" ") || "nobody"} where ${wanted.join(" ") || "nobody"} is meant`;
    return step.kind === "policy" && asked.length + step.rooms.length === 0
      ? `${event.subject} waits for nobody`
      : null;
  },
});

function whoIs(state: TeamState, target: PolicyStep["targets"][number], at: Instant): string[] {
  const members = state.config?.members.map(({ id }) => id) ?? [];
  if (target.kind === "team") return members;
  if (target.kind === "member") return members.filter((user) => user === target.user);
  const rota = target.kind === "rota" ? state.config?.rotas.find(({ id }) => id === target.rota) : undefined;
  return rota ? onCallAt(rota, at).filter((user) => members.includes(user)) : [];
}

function isReachableBy(state: TeamState, user: string, asking: PolicyStep | undefined): boolean {
  const member = memberOf(state, user);
  const ways = planOf(member, asking).map((rung) => rung.split(" ")[0]);
  return (
    member?.contacts.some(
      ({ id, kind, verifiedAt }) => verifiedAt !== null && !state.disabled[id] && ways.includes(CHANNEL_OF[kind]),
    ) ?? false
  );
}

/** What joins a page that rings is told at once, to everyone of its step (spec "oncall" §4, trigger). */
export const joinsAreTold = (): Law => ({
  name: "who rings already hears of what joins",
  event({ event, before }) {
    if (event.kind !== "page.widened" || event.data.why !== "join") return null;
    const users = before.pages[event.subject]?.step?.users ?? [];
    const isTold = (user: string): boolean =>
      event.data.sends.some((send) => send.user === user) ||
      speaksSoon(before, event.subject, user, event.at + 60 * SECOND);
    const deaf = users.find((user) => {
      const push = memberOf(before, user)?.contacts.some(
        ({ id, kind, verifiedAt }) => CHANNEL_OF[kind] === "push" && verifiedAt !== null && !before.disabled[id],
      );
      return push === true && !isTold(user);
    });
    return deaf === undefined ? null : `${deaf} does not hear of what joined ${event.subject}`;
  },
});

/** A message that waits anyway says how many there are by then. */
const speaksSoon = (state: TeamState, page: string, user: string, by: Instant): boolean =>
  Object.values(state.sends).some(
    (send) => send.page === page && send.user === user && send.state === "planned" && send.due <= by,
  );
