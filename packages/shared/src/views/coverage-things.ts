import type { MonitorSettings } from "../check/settings.ts";
import { targetText } from "../check/spec/spec.ts";
import type { CheckSpec } from "../check/spec/spec.ts";
import { needsAttentionAt } from "../heartbeat/view.ts";
import type { PolicySnapshot } from "../paging/page.ts";
import { askedBy } from "../paging/targets.ts";
import { isReachableBy } from "../paging/reach.ts";
import type { HeartbeatSettings } from "../heartbeat/settings.ts";
import { monitorOf } from "../team/monitor-table.ts";
import type { TeamState } from "../team/state.ts";
import { DAY, type Instant } from "../time.ts";
import type { CoverageItem } from "./on-call-views.ts";
import { policyOfChoice } from "./policies.ts";

/** What is wrong with what is watched, and with what it does when it fails. */

const SOON = 14 * DAY;
const LONG = 7 * DAY;

type Thing = { kind: "monitors" | "heartbeats"; settings: MonitorSettings | HeartbeatSettings };
type Found = Pick<CoverageItem, "rule" | "severity" | "sentence">;

/** Everything that is watched, with what is wrong with it. */
export function thingItems(state: TeamState, now: Instant): CoverageItem[] {
  const monitors = state.config?.monitors ?? [];
  const heartbeats = state.config?.heartbeats ?? [];
  const things: Thing[] = [
    ...monitors.map((settings) => ({ kind: "monitors" as const, settings })),
    ...heartbeats.map((settings) => ({ kind: "heartbeats" as const, settings })),
  ];
  return [
    ...things.flatMap((thing) => placed(thing, pagesNobody(thing))),
    ...deafPolicies(state, now),
    ...heartbeats.flatMap((settings) => placed({ kind: "heartbeats", settings }, ofHeartbeat(state, settings, now))),
    ...monitors.flatMap((settings) => placed({ kind: "monitors", settings }, ofMonitor(state, settings, now))),
  ];
}

const placed = ({ kind, settings }: Thing, found: Found[]): CoverageItem[] =>
  found.map((item) => ({ ...item, fix: { path: `${kind}/${settings.id}`, label: `Open ${settings.name || "it"}` } }));

const pagesNobody = ({ settings }: Thing): Found[] =>
  settings.alerting.urgent === "tell"
    ? [
        {
          rule: "pages nobody",
          severity: "critical",
          sentence: `${settings.name || "A heartbeat"} pages nobody when it is down: it is only told.`,
        },
      ]
    : [];

/** Policies in use whose every step asks nobody who can be reached: they ring everyone at once. */
function deafPolicies(state: TeamState, now: Instant): CoverageItem[] {
  const { config } = state;
  if (config === null) return [];
  const choices = [...config.monitors, ...config.heartbeats].map(({ alerting }) => alerting.urgent);
  const used = new Set([config.defaultPolicy, ...choices.map((choice) => policyOfChoice(config, choice))]);
  return config.policies
    .filter((policy) => used.has(policy.id) && reachesNobody(state, policy, now))
    .map(({ name }) => ({
      rule: "pages nobody",
      severity: "critical",
      sentence: `The policy ${name} asks nobody who can be reached, so it rings everyone at once.`,
      fix: { path: "policies", label: "Open policies" },
    }));
}

const reachesNobody = (state: TeamState, { steps }: Pick<PolicySnapshot, "steps">, now: Instant): boolean =>
  steps.every((step) => {
    const { users, sleepers, rooms } = askedBy(state, step.targets, now);
    const isThere = (room: string) => state.config?.channels.some(({ id }) => id === room) === true;
    return !rooms.some(isThere) && ![...users, ...sleepers].some((user) => isReachableBy(state, user, step));
  });

function ofHeartbeat(state: TeamState, { id, name }: HeartbeatSettings, now: Instant): Found[] {
  const known = state.heartbeats[id];
  if (known === undefined) return [];
  const at = needsAttentionAt(known);
  if (at !== null && now >= at)
    return [
      { rule: "never pinged", severity: "major", sentence: `${name} has never been pinged, for more than a day.` },
    ];
  return known.status === "paused" && now - known.since > LONG ? [longPaused(name)] : [];
}

const longPaused = (name: string): Found => ({
  rule: "paused",
  severity: "minor",
  sentence: `${name} is paused for more than a week.`,
});

function ofMonitor(state: TeamState, { id, name, check }: MonitorSettings, now: Instant): Found[] {
  const known = monitorOf(state, id);
  if (known === undefined) return [];
  const paused = known.status === "paused" && now - known.since > LONG ? [longPaused(name)] : [];
  const { certificates, registration } = known.expiry;
  const ends = [...Object.values(certificates).map(({ notAfter }) => notAfter), registration?.expiresAt ?? Infinity];
  const ending: Found[] =
    Math.min(...ends) - now < SOON
      ? [
          {
            rule: "runs out",
            severity: "minor",
            sentence: `A certificate or domain of ${name} runs out within two weeks.`,
          },
        ]
      : [];
  const blind: Found[] = asserts(check)
    ? []
    : [
        {
          rule: "no content assertion",
          severity: "minor",
          sentence: `${name} is up whatever ${targetText(check)} answers: say what must stand in it.`,
        },
      ];
  return [...paused, ...ending, ...blind];
}

/** Whether a check looks at what a page says; the others have their own way to tell right from wrong. */
function asserts(check: CheckSpec): boolean {
  if (check.type === "flow") return check.steps.some(looksAtBody);
  return check.type !== "http" || looksAtBody(check);
}

type Looking = Pick<Extract<CheckSpec, { type: "http" }>, "keywordsPresent" | "keywordsAbsent" | "bodyRegex" | "json">;

const looksAtBody = ({ keywordsPresent, keywordsAbsent, bodyRegex, json }: Looking): boolean =>
  keywordsPresent.length + keywordsAbsent.length + json.length > 0 || bodyRegex !== null;
