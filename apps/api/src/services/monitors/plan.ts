import type { MonitorInput } from "@nightbell/shared/check/settings";
import { AppError } from "@nightbell/shared/errors";
import { planOf } from "@nightbell/shared/plans";

/**
 * What the plan says about one monitor. How many there may be is judged as they are inserted.
 * @throws AppError `plan_limit` for the field that goes beyond it
 */
export function requirePlan({ intervalSeconds, regions }: Pick<MonitorInput, "intervalSeconds" | "regions">): void {
  const plan = planOf();
  if (intervalSeconds < plan.shortestIntervalSeconds)
    throw new AppError(
      "plan_limit",
      `The ${plan.name} plan checks every ${plan.shortestIntervalSeconds} seconds at the most. Choose a longer interval, or upgrade.`,
      "intervalSeconds",
    );
  if (regions.length > plan.regionsPerMonitor)
    throw new AppError(
      "plan_limit",
      `The ${plan.name} plan checks from ${plan.regionsPerMonitor} regions at the most. Choose fewer, or upgrade.`,
      "regions",
    );
}
