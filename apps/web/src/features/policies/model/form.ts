import {
  type EscalationPolicy,
  policyInput,
  type PolicyInput,
  type PolicyStep,
  type Target,
} from "@nightbell/shared/paging/policy";
import { type Amount, toAmount, toSeconds } from "../../../lib/time/units.ts";

type Rung = NonNullable<PolicyStep["plan"]>[number];
export type RungForm = { via: Rung["via"]; after: Amount };
/** Whom it asks, as `member:usr_1`, `rota:sch_1`, `channel:…` or `team`; no plan is the standard one. */
export type StepForm = { targets: string[]; plan: RungForm[] | null; wait: Amount };
export type PolicyForm = { name: string; steps: StepForm[]; repeats: number | string };

/** @param target whom it asks; nobody yet if it is left out */
export const newStep = (target?: string): StepForm => ({
  targets: target === undefined ? [] : [target],
  plan: null,
  wait: { count: 5, unit: "minutes" },
});

/** A new policy with one step. @param rota as a target; without one the step asks everyone */
export const newForm = (rota: string | undefined): PolicyForm => ({
  name: "",
  steps: [newStep(rota ?? "team")],
  repeats: 0,
});

/** The form of a policy that exists. */
export const formOf = ({ name, steps, repeats }: EscalationPolicy): PolicyForm => ({
  name,
  steps: steps.map(({ targets, plan, waitSeconds }) => ({
    targets: targets.map(targetName),
    plan: plan === null ? null : rungForms(plan),
    wait: toAmount(waitSeconds),
  })),
  repeats,
});

/** The rungs of a plan as they are edited. */
export const rungForms = (plan: readonly Rung[]): RungForm[] =>
  plan.map(({ via, afterSeconds }) => ({ via, after: afterSeconds === 0 ? AT_ONCE : toAmount(afterSeconds) }));
const AT_ONCE: Amount = { count: 0, unit: "minutes" };

function targetName(target: Target): string {
  switch (target.kind) {
    case "member":
      return `member:${target.user}`;
    case "rota":
      return `rota:${target.rota}`;
    case "channel":
      return `channel:${target.channel}`;
    case "team":
      return "team";
  }
}

function targetOf(name: string): Target {
  const id = name.slice(name.indexOf(":") + 1);
  if (name.startsWith("member:")) return { kind: "member", user: id };
  if (name.startsWith("rota:")) return { kind: "rota", rota: id };
  return name.startsWith("channel:") ? { kind: "channel", channel: id } : { kind: "team" };
}

/** What is sent to the API. An empty number is none, which the schema refuses at its field. */
export const inputOf = ({ name, steps, repeats }: PolicyForm): PolicyInput => ({
  name: name.trim(),
  steps: steps.map(({ targets, plan, wait }) => ({
    targets: targets.map(targetOf),
    plan: plan?.map(({ via, after }) => ({ via, afterSeconds: toSeconds(after) })) ?? null,
    waitSeconds: toSeconds(wait),
  })),
  repeats: repeats === "" ? Number.NaN : Number(repeats),
});

/**
 * The form field that a field of the input is shown at.
 * @param path as the API names it, with dots: "steps.0.plan.1.afterSeconds"
 */
export function fieldOf(path: string): string {
  const [head, step, part, rung, field] = path.split(".");
  if (head !== "steps") return head === "repeats" ? head : "name";
  if (step === undefined || part === undefined) return "name";
  if (part === "waitSeconds") return `steps.${step}.wait`;
  // The targets are one field, whichever of them is meant.
  if (part !== "plan" || rung === undefined) return `steps.${step}.${part === "plan" ? "plan" : "targets"}`;
  return `steps.${step}.plan.${rung}.${field === "via" ? "via" : "after"}`;
}

/** The form's faults by field, in the words of the shared schema; empty when it can be sent. */
export function faultsOf(form: PolicyForm): Record<string, string> {
  const parsed = policyInput.safeParse(inputOf(form));
  if (parsed.success) return {};
  return Object.fromEntries(
    parsed.error.issues
      .map(({ path, code, message }) => {
        const field = fieldOf(path.join("."));
        if (code === "invalid_type") return [field, "enter a number"] as const;
        // The library's own words name types, not what to do.
        return [field, /^(Too |Invalid )/.test(message) ? boundsOf(field) : message] as const;
      })
      // Of several faults of one field, the first counts.
      .toReversed(),
  );
}

function boundsOf(field: string): string {
  if (field === "repeats") return "from 0 to 9";
  if (field === "name") return "at most 100 characters";
  return field.endsWith("after") ? "from 0 seconds to a day" : "at most 10";
}
