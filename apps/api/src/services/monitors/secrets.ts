import { AppError } from "@nightbell/shared/errors";
import type { CheckSpec } from "@nightbell/shared/check/spec/spec";
import { hostsOf } from "@nightbell/shared/check/spec/targets";
import type { NetworkOptions, secretValues } from "@nightbell/shared/check/settings";
import type * as z from "zod";
import type { Ctx } from "../../context.ts";
import { seal } from "../../secrets/sealed.ts";

/** Secrets of a monitor: given once, sealed, and never given back. Spec "trust" §10. */

export type SecretValues = z.infer<typeof secretValues>;
type Sealed = Record<string, string>;

const MOST_SECRETS = 20;
const PLACEHOLDER = /\{\{([a-z][a-z0-9_]{0,39})\}\}/g;

/** Names that the check puts in place without anybody giving them: what the steps of a flow take out of answers. */
const extracted = (check: CheckSpec): string[] =>
  check.type === "flow" ? check.steps.flatMap(({ extract }) => extract.map(({ name }) => name)) : [];

/**
 * The sealed secrets after a change.
 * @param before what is sealed already
 * @param values new values by name; null forgets one
 */
export async function sealed(ctx: Ctx, monitor: string, before: Sealed, values: SecretValues): Promise<Sealed> {
  const after = { ...before };
  for (const [name, value] of Object.entries(values)) {
    if (value === null) delete after[name];
    else after[name] = await seal(ctx.settings.SECRETS_KEY, { team: ctx.team.id, owner: monitor, name }, value);
  }
  if (Object.keys(after).length > MOST_SECRETS)
    throw new AppError("invalid", `A monitor has at most ${MOST_SECRETS} secrets.`, "secrets");
  return after;
}

/**
 * Every secret that the settings name must be there.
 * @throws AppError `invalid` that names the first which is not
 */
export function requireSecrets(check: CheckSpec, network: NetworkOptions | null, secrets: Sealed): void {
  const named = [...JSON.stringify([check, network]).matchAll(PLACEHOLDER)].map(([, name = ""]) => name);
  const known = new Set([...Object.keys(secrets), ...extracted(check)]);
  const missing = named.find((name) => !known.has(name));
  if (missing !== undefined)
    throw new AppError(
      "invalid",
      `{{${missing}}} stands for a secret that this monitor does not have: give its value.`,
      "secrets",
    );
}

/** Secrets that may stay after an edit: none once the check asks another host, which must not be handed the old one's. */
export const keptSecrets = (before: CheckSpec, after: CheckSpec, secrets: Sealed): Sealed => {
  const known = new Set(hostsOf(before));
  return hostsOf(after).every((host) => known.has(host)) ? secrets : {};
};
