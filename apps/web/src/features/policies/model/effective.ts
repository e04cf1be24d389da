import type { AlertChoice, Alerting } from "@nightbell/shared/incident/alerting";
import type { PolicyView } from "@nightbell/shared/views/on-call-views";
import { amountWords } from "../../../lib/time/units.ts";

type Named = Pick<PolicyView, "id" | "isDefault">;

/** The policy that a choice pages by: one that is gone is the team's. Null: it only tells. */
export function effective<P extends Named>(choice: AlertChoice, policies: readonly P[]): P | null {
  if (choice === "tell") return null;
  return policies.find(({ id }) => id === choice) ?? policies.find(({ isDefault }) => isDefault) ?? null;
}

/** What happens with failures, in sentences: "Urgent failures page by “Weekdays first”, the team’s policy." */
export function alertWords(
  { urgent, other, pageAfterMinutes }: Alerting,
  policies: readonly PolicyView[],
  kind: "monitor" | "heartbeat",
): string[] {
  const does = (choice: AlertChoice): string => {
    const policy = effective(choice, policies);
    if (policy === null) return choice === "tell" ? "are only told" : "page by the team’s policy";
    return `page by “${policy.name}”${policy.isDefault ? ", the team’s policy" : ""}`;
  };
  // All that goes wrong with a heartbeat is urgent.
  const rest = kind === "monitor" ? other : urgent;
  const told = urgent === "tell" || rest === "tell";
  return [
    does(urgent) === does(rest)
      ? `All failures ${does(urgent)}.`
      : `Urgent failures ${does(urgent)}. Other findings ${does(other)}.`,
    ...(told && pageAfterMinutes !== null
      ? [`What was only told pages after ${amountWords(pageAfterMinutes * 60)} open.`]
      : []),
  ];
}
