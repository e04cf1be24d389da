import type { CheckSpec } from "@nightbell/shared/check/spec/spec";
import { domainFault, rdapBootstrap } from "@nightbell/shared/check/rdap/bootstrap";
import { AppError } from "@nightbell/shared/errors";
import type { Ctx } from "../../context.ts";
import { logLine } from "../../http/log.ts";
import { pageAt } from "./look.ts";

const BOOTSTRAP = "https://data.iana.org/rdap/dns.json";

/**
 * A domain's registry must say when its domains expire. Where IANA's list of registries cannot be read just now, the
 * domain is taken: its checks will say so.
 * @throws AppError `invalid` for `check.domain`
 */
export async function requireRegistry(ctx: Ctx, check: CheckSpec, field: string): Promise<void> {
  if (check.type !== "domain") return;
  const bootstrap = await bootstrapOf(ctx);
  const fault = bootstrap === null ? null : domainFault(bootstrap, check.domain);
  if (fault !== null) throw new AppError("invalid", fault, `${field}check.domain`);
}

async function bootstrapOf(ctx: Ctx) {
  try {
    const parsed = rdapBootstrap.safeParse(JSON.parse((await pageAt(ctx, BOOTSTRAP)).text));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    logLine({ level: "warn", event: "registries_not_read", error: String(error) });
    return null;
  }
}
