import type { PolicyInput, Target } from "@nightbell/shared/paging/policy";
import { AppError } from "@nightbell/shared/errors";
import type { TeamConfig } from "@nightbell/shared/team/config";

/** How many a team may have. */
export const MOST_POLICIES = 50;

const keyOf = (target: Target): string => JSON.stringify(target);
const targetsOf = ({ steps }: Pick<PolicyInput, "steps">): Target[] => steps.flatMap(({ targets }) => targets);

function isThere(config: TeamConfig, target: Target): boolean {
  switch (target.kind) {
    case "team":
      return true;
    case "member":
      return config.members.some(({ id }) => id === target.user);
    case "rota":
      return config.rotas.some(({ id }) => id === target.rota);
    case "channel":
      return config.channels.some(({ id }) => id === target.channel);
  }
}

const GONE: Record<Target["kind"], string> = {
  member: "One of these people is not in the team any more: choose again.",
  rota: "One of these rotas does not exist any more: choose again.",
  channel: "One of these channels does not exist, or its address is not confirmed yet: choose again.",
  team: "",
};

/**
 * Whom a policy asks must be there; what it asked before the change may be gone.
 * @throws AppError `invalid` that names the step
 */
export function requireTargets(
  config: TeamConfig,
  input: PolicyInput,
  before: Pick<PolicyInput, "steps"> = { steps: [] },
): void {
  const kept = new Set(targetsOf(before).map(keyOf));
  for (const [i, step] of input.steps.entries()) {
    const missing = step.targets.find((target) => !isThere(config, target) && !kept.has(keyOf(target)));
    if (missing !== undefined) throw new AppError("invalid", GONE[missing.kind], `steps.${i}.targets`);
  }
}
