import { clockText } from "../heartbeat/time-text.ts";
import { heartbeatReasons } from "./heartbeat-condition.ts";
import { incidentReasons, pageReasons } from "./incident-condition.ts";
import { monitorReasons } from "./monitor-condition.ts";
import { reason, type GuardReason } from "./reason.ts";
import { ruleReason } from "./rule-condition.ts";
import type { GuardRule, Requirement, TargetRef } from "./settings.ts";
import { allRequired, labelOf, zoneOf, type Scene } from "./targets.ts";

/** All conditions of a guard: the job may run only while none of them objects. Spec "heartbeats" §7. */

/** What one decision adds to the guard's settings. */
export type Added = {
  targets: readonly TargetRef[];
  /** The caller's numbers; null while a lease lasts: what the caller knew when it asked is not asked for again. */
  facts: Readonly<Record<string, number>> | null;
};

/** Every condition that does not hold, in the order of the guard's requirements; empty means go. */
export function brokenConditions(scene: Scene, { targets, facts }: Added): GuardReason[] {
  const rules = scene.guard.rules.filter((rule) => facts !== null || rule.kind === "share_of_median");
  return [
    ...allRequired(scene.guard, targets).flatMap((required) => [
      ...targetReasons(scene, required),
      ...incidentReasons(scene, required),
    ]),
    ...pageReasons(scene),
    ...aroundReasons(scene),
    ...rules.flatMap((rule) => ruleReason(scene, rule, facts ?? {}) ?? []),
  ];
}

const targetReasons = (scene: Scene, required: Requirement): GuardReason[] =>
  required.kind === "heartbeat" ? heartbeatReasons(scene, required) : monitorReasons(scene, required);

function aroundReasons({ team, around, now }: Scene): GuardReason[] {
  const target = team.team?.name ?? "team";
  const frozen = around.frozen === null ? [] : [reason("freeze", target, `frozen: ${around.frozen}`)];
  if (around.blind === null) return frozen;
  const { since } = around.blind;
  const text = `Nightbell has not been able to hear pings since ${clockText(since, now, zoneOf(team), false)}`;
  return [...frozen, reason("blind", target, text, { since })];
}

/** A name in a request that nothing has. */
export const unknownName = (name: string): GuardReason =>
  reason("target_unknown", name, `nothing is called "${name}": name a heartbeat or a monitor of this team`);

/** One thing that was looked at and found well. */
export type Checked = { target: string; kind: TargetRef["kind"] | "rule"; text: string };

/** What a go has looked at. */
export function checkedOf({ guard, team }: Scene, added: readonly TargetRef[]): Checked[] {
  const targets = allRequired(guard, added).map((required): Checked => {
    return { target: labelOf(team.config, required), kind: required.kind, text: "up and fresh, no incident" };
  });
  return [...targets, ...guard.rules.map((rule): Checked => ({ kind: "rule", ...checkedRule(rule, team) }))];
}

function checkedRule(rule: GuardRule, team: Scene["team"]): Pick<Checked, "target" | "text"> {
  switch (rule.kind) {
    case "share_of_median": {
      const target = labelOf(team.config, { kind: "heartbeat", id: rule.heartbeat });
      return { target, text: `${rule.metric} is at least ${rule.percent} % of usual` };
    }
    case "ratio": {
      const target = `${rule.numerator}/${rule.denominator}`;
      return { target, text: `at most ${rule.maxPercent} %` };
    }
    case "fact":
      return { target: rule.metric, text: `${rule.op} ${rule.value}` };
  }
}
