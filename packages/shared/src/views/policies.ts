import { durationText } from "../heartbeat/time-text.ts";
import { BACKUP_AFTER, BACKUP_EVERY } from "../paging/ladder.ts";
import type { PolicySnapshot } from "../paging/page.ts";
import { policySentences, type NamedStep } from "../paging/policy-words.ts";
import type { PolicyStep, Target } from "../paging/policy.ts";
import { DEFAULT_LADDER, policyFor } from "../paging/targets.ts";
import { onCallAt } from "../oncall/resolve.ts";
import type { TeamConfig } from "../team/config.ts";
import type { TeamState } from "../team/state.ts";
import type { Instant } from "../time.ts";
import { liveRotas } from "./on-call-people.ts";
import type { PolicyList, PolicyView } from "./on-call-views.ts";
import { nameOf, namesOf } from "./words.ts";

/** Escalation policies as one reads them: "First Ana (on call): push and SMS at once, a call after 2 and 3 min; for 4 min." */

/** All policies, the default ladder first. */
export function policyListOf(state: TeamState, now: Instant): PolicyList {
  const { config } = state;
  if (config === null) return { policies: [] };
  const ladder: PolicyView = {
    settings: null,
    id: null,
    name: DEFAULT_LADDER,
    isDefault: config.defaultPolicy === null,
    sentences: sentencesOf(state, defaultLadder(config), now),
    usedBy: usersOf(config, null),
  };
  const own = config.policies.map((policy) => ({
    settings: policy,
    id: policy.id,
    name: policy.name,
    isDefault: config.defaultPolicy === policy.id,
    sentences: sentencesOf(state, policy, now),
    usedBy: usersOf(config, policy.id),
  }));
  return { policies: [ladder, ...own] };
}

/** What pages a team that has chosen nothing. */
export const defaultLadder = (config: TeamConfig): PolicySnapshot =>
  policyFor({ ...config, defaultPolicy: null }, null);

/** The policy that a choice of a monitor or heartbeat means; undefined: nobody is paged. */
export const policyOfChoice = (config: TeamConfig, choice: string): string | null | undefined => {
  if (choice === "tell") return undefined;
  return choice === "page" ? config.defaultPolicy : choice;
};

/** Names of what pages by a policy, for failures of any kind. */
function usersOf(config: TeamConfig, policy: string | null): string[] {
  return [...config.monitors, ...config.heartbeats]
    .filter(({ alerting: { urgent, other } }) =>
      [urgent, other].some((choice) => policyOfChoice(config, choice) === policy),
    )
    .map(({ name }) => name || "unnamed");
}

/** A sentence for each step, then what comes after the last. */
export function sentencesOf(
  state: TeamState,
  { steps, repeats }: Pick<PolicySnapshot, "steps" | "repeats">,
  now: Instant,
): string[] {
  const backup = state.config?.backup ?? null;
  const named = steps.map((step) => namedStep(state, step, now));
  return [
    ...policySentences(named, repeats),
    ...(backup === null || backup.verifiedAt === null
      ? []
      : [
          `${backup.name} (backup) gets an SMS when nobody has answered for ${durationText(BACKUP_AFTER)}, and every ${durationText(BACKUP_EVERY)} after.`,
        ]),
  ];
}

const namedStep = (state: TeamState, { targets, plan, waitSeconds }: PolicyStep, now: Instant): NamedStep => ({
  plan,
  waitSeconds,
  people: targets.filter(({ kind }) => kind !== "channel").map((target) => targetText(state, target, now)),
  rooms: targets.flatMap((target) => (target.kind === "channel" ? [roomText(state, target.channel)] : [])),
});

function targetText(state: TeamState, target: Target, now: Instant): string {
  switch (target.kind) {
    case "team":
      return "everyone";
    case "member":
      return nameOf(state, target.user);
    case "channel":
      return roomText(state, target.channel);
    case "rota":
      return rotaText(state, target.rota, now);
  }
}

function rotaText(state: TeamState, id: string, now: Instant): string {
  const rotas = liveRotas(state);
  const rota = rotas.find((known) => known.id === id);
  if (rota === undefined) return "a rota that is gone";
  const place = rotas.length > 1 ? `on call for ${rota.name}` : "on call";
  const users = onCallAt(rota, now);
  return users.length === 0 ? `whoever is ${place} (nobody now)` : `${namesOf(state, users)} (${place})`;
}

const roomText = (state: TeamState, id: string): string =>
  state.config?.channels.find((known) => known.id === id)?.name ?? "a channel that is gone";
