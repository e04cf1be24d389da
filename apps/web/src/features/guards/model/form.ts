import { guardInput, type GuardInput } from "@nightbell/shared/guard/settings";
import type { GuardView } from "@nightbell/shared/views/guard-views";
import { type Amount, toAmount, toSeconds } from "../../../lib/time/units.ts";
import type { GuardRule } from "./words.ts";

/** A heartbeat or monitor as `heartbeat:hb_1`; an empty age is the default. */
export type RequireForm = { target: string; maxAge: Amount };
/** The fields of all kinds of rule; `kind` says which count. */
export type RuleForm = {
  kind: GuardRule["kind"];
  heartbeat: string;
  metric: string;
  /** What the metric is compared with as a share. */
  whole: string;
  op: Extract<GuardRule, { kind: "fact" }>["op"];
  value: number | string;
};
export type GuardForm = {
  name: string;
  slug: string;
  requires: RequireForm[];
  quiet: Amount;
  ttl: Amount;
  rules: RuleForm[];
};

const NO_AGE: Amount = { count: "", unit: "hours" };
const PLAIN_RULE = { heartbeat: "", metric: "", whole: "", op: "<=" } as const;

/** A limit that fits the kind of rule: what is fine for one kind is no limit at all for another. */
const LIMITS: Record<RuleForm["kind"], RuleForm["value"]> = { share_of_median: 70, ratio: 5, fact: "" };

export const newRequire = (target: string): RequireForm => ({ target, maxAge: NO_AGE });
export const newRule = (heartbeat: string): RuleForm => ({
  ...PLAIN_RULE,
  kind: "share_of_median",
  heartbeat,
  value: LIMITS.share_of_median,
});

/** The rule as one of another kind. */
export const ofKind = (rule: RuleForm, kind: RuleForm["kind"]): RuleForm => ({ ...rule, kind, value: LIMITS[kind] });

export const newForm: GuardForm = {
  name: "",
  slug: "",
  requires: [],
  quiet: { count: 30, unit: "minutes" },
  ttl: { count: 1, unit: "hours" },
  rules: [],
};

/** The form of a guard that exists. */
export const formOf = ({ input }: Pick<GuardView, "input">): GuardForm => ({
  name: input.name,
  slug: input.slug,
  requires: input.requires.map(({ kind, id, maxAgeSeconds }) => ({
    target: `${kind}:${id}`,
    maxAge: maxAgeSeconds === null ? NO_AGE : toAmount(maxAgeSeconds),
  })),
  quiet: toAmount(input.quietSeconds),
  ttl: toAmount(input.ttlSeconds),
  rules: input.rules.map(ruleFormOf),
});

function ruleFormOf(rule: GuardRule): RuleForm {
  switch (rule.kind) {
    case "share_of_median":
      return { ...PLAIN_RULE, kind: rule.kind, heartbeat: rule.heartbeat, metric: rule.metric, value: rule.percent };
    case "ratio":
      return {
        ...PLAIN_RULE,
        kind: rule.kind,
        metric: rule.numerator,
        whole: rule.denominator,
        value: rule.maxPercent,
      };
    case "fact":
      return { ...PLAIN_RULE, ...rule };
  }
}

/** What is sent to the API; a slug that is left empty follows from the name. */
export function inputOf({ name, slug, requires, quiet, ttl, rules }: GuardForm): GuardInput {
  return {
    name: name.trim(),
    ...(slug.trim() === "" ? {} : { slug: slug.trim() }),
    requires: requires.map(({ target, maxAge }) => ({
      kind: target.startsWith("monitor:") ? "monitor" : "heartbeat",
      id: target.slice(target.indexOf(":") + 1),
      maxAgeSeconds: maxAge.count === "" ? null : toSeconds(maxAge),
    })),
    quietSeconds: toSeconds(quiet),
    ttlSeconds: toSeconds(ttl),
    rules: rules.map(ruleOf),
  };
}

function ruleOf({ kind, heartbeat, metric, whole, op, value }: RuleForm): GuardRule {
  const number = value === "" ? Number.NaN : Number(value);
  const name = metric.trim();
  if (kind === "share_of_median") return { kind, heartbeat, metric: name, percent: number };
  if (kind === "ratio") return { kind, numerator: name, denominator: whole.trim(), maxPercent: number };
  return { kind, metric: name, op, value: number };
}

const FIELDS: Record<string, string> = {
  quietSeconds: "quiet",
  ttlSeconds: "ttl",
  maxAgeSeconds: "maxAge",
  id: "target",
  percent: "value",
  maxPercent: "value",
  numerator: "metric",
  denominator: "whole",
};

/** The form field that a field of the input (as the API names it) is shown at. */
export function fieldOf(path: string): string {
  const field = path
    .split(".")
    .map((part) => FIELDS[part] ?? part)
    .join(".");
  // A fault of the whole list has no field of its own.
  return field === "requires" || field === "rules" || field === "" ? "name" : field;
}

/** The form's faults by field, in the words of the shared schema; empty when it can be sent. */
export function faultsOf(form: GuardForm): Record<string, string> {
  const parsed = guardInput.safeParse(inputOf(form));
  if (parsed.success) return {};
  return Object.fromEntries(
    parsed.error.issues.map((issue) => [
      fieldOf(issue.path.join(".")),
      issue.code === "invalid_type" ? "enter a number" : issue.message,
    ]),
  );
}
