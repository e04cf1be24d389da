import { asciiName } from "@nightbell/shared/check/domain";
import { rdapBootstrap, rdapServers, type RdapBootstrap } from "@nightbell/shared/check/rdap/bootstrap";
import { holdOf, parseRegistration } from "@nightbell/shared/check/rdap/registration";
import type { Registration } from "@nightbell/shared/check/protocol";
import type { Egress } from "../egress.ts";
import { CheckFailure } from "../failure.ts";
import { PLAIN_REACH } from "../io.ts";
import { fetchJson } from "../wire/json.ts";
import { failed, type Checker } from "./finding.ts";
import { unseen } from "../wire/session.ts";

/**
 * A domain's registration, as its registry tells it by RDAP (RFC 9082, RFC 9224). A registry that does not answer never
 * fails the check: then it is unknown. Spec "checks" §1.
 */

const BOOTSTRAP_URL = "https://data.iana.org/rdap/dns.json";
const BOOTSTRAP_KEPT_MS = 86_400_000;

/** @param bootstrapUrl where IANA's file is; elsewhere only in tests */
export function domainChecker(bootstrapUrl: string): Checker<"domain"> {
  const bootstrap = keptBootstrap(bootstrapUrl);
  return async ({ domain }, context, egress) => {
    const { signal, elapsed } = context;
    const outside = { ...egress, reach: PLAIN_REACH };
    const answer = await bootstrap(signal, outside)
      .then((file) => registrationOf(file, domain, signal, outside))
      .catch(asFailure);
    if (answer instanceof CheckFailure) return unseen(answer.message, context);
    const registration = { registration: answer };
    const hold = holdOf(answer);
    if (hold !== null) return failed(elapsed(), "domain_on_hold", `${domain} does not work: ${hold}`, registration);
    if (answer.expiresAt !== null && answer.expiresAt < Date.now())
      return failed(elapsed(), "domain_expired", `${domain} expired on ${dayOf(answer.expiresAt)}`, registration);
    return { ok: true, totalMs: elapsed(), retryable: false, ...registration };
  };
}

export const checkDomain = domainChecker(BOOTSTRAP_URL);

type Fetched = (signal: AbortSignal, egress: Egress) => Promise<RdapBootstrap>;

/** The file is asked for once a day: it names thousands of registries, and changes rarely. */
function keptBootstrap(url: string): Fetched {
  let kept: { file: RdapBootstrap; until: number } | null = null;
  return async (signal, egress) => {
    const now = Date.now();
    if (kept !== null && kept.until > now) return kept.file;
    const parsed = rdapBootstrap.safeParse(await fetchJson(url, "application/json", signal, egress));
    if (!parsed.success) throw new CheckFailure("decode_error", "IANA's list of registries cannot be read");
    kept = { file: parsed.data, until: now + BOOTSTRAP_KEPT_MS };
    return kept.file;
  };
}

async function registrationOf(
  file: RdapBootstrap,
  domain: string,
  signal: AbortSignal,
  egress: Egress,
): Promise<Registration> {
  const [server] = rdapServers(file, domain) ?? [];
  if (server === undefined)
    throw new CheckFailure("transport_unknown", `the registry of ${domain} does not say when its domains expire`);
  const url = `${server}domain/${encodeURIComponent(asciiName(domain))}`;
  const answer = await fetchJson(url, "application/rdap+json", signal, egress);
  const registration = parseRegistration(answer, asciiName(domain));
  if (registration === null) throw new CheckFailure("decode_error", "the registry's answer cannot be read");
  return registration;
}

function asFailure(error: unknown): CheckFailure {
  if (error instanceof CheckFailure) return error;
  throw error;
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
