import { AppError } from "@nightbell/shared/errors";

/** What the plan covers is used up. Its numbers travel in the error's body: spec "product" §4, "Limit reached". */
export class PlanLimitError extends AppError {
  readonly limit: number;
  readonly used: number;
  readonly plan: string;

  constructor(what: string, { limit, used, plan }: { limit: number; used: number; plan: string }) {
    super("plan_limit", `The ${plan} plan covers ${limit} ${what}, and ${used} are there. Delete some, or upgrade.`);
    this.name = "PlanLimitError";
    this.limit = limit;
    this.used = used;
    this.plan = plan;
  }
}
