import type { Certificate, Registration } from "./protocol.ts";
import type { Region } from "./region.ts";
import { DAY, type Instant } from "../time.ts";

/** Certificates and domains that run out: warned of in time, until renewed. Spec "checks" §1 (`tls`, `domain`). */

export type SeenCertificate = Certificate & { at: Instant };
export type SeenRegistration = Registration & { at: Instant };

/** What runs out, when, and how near that is: `level` rises from 1 with each threshold that is passed. */
export type Expiring = {
  what: "certificate" | "domain";
  expiresAt: Instant;
  level: number;
  urgent: boolean;
  since: Instant;
};

export type Expiry = {
  /** Per region, because not every server of a name shows the same. */
  certificates: Record<string, SeenCertificate>;
  registration: SeenRegistration | null;
  expiring: Expiring | null;
};

export const NOTHING_KNOWN_OF_EXPIRY: Expiry = { certificates: {}, registration: null, expiring: null };

const DOMAIN_DAYS = [30, 14, 7, 1];
const WARN = { most: 14 * DAY, share: 0.25 };
const URGENT = { most: 3 * DAY, share: 0.1 };

/** What an answer says of certificate and registration, and whether that is near its end. The same object if nothing changed. */
export function seenExpiry(
  before: Expiry,
  seen: { region: Region; certificate?: Certificate | undefined; registration?: Registration | undefined },
  regions: readonly Region[],
  now: Instant,
): Expiry {
  const { region, certificate, registration } = seen;
  if (certificate === undefined && registration === undefined && before.expiring === null) return before;
  const known =
    certificate === undefined ? before.certificates : withCertificate(before.certificates, region, certificate, now);
  const noted = registration === undefined ? before.registration : { ...registration, at: now };
  const expiring = earliestExpiring(known, noted, regions, now);
  const since = before.expiring?.what === expiring?.what ? before.expiring?.since : undefined;
  return { certificates: known, registration: noted, expiring: expiring && { ...expiring, since: since ?? now } };
}

/** One seen again is the one seen first: a healthy monitor's state does not change with every pass. */
function withCertificate(
  known: Expiry["certificates"],
  region: Region,
  certificate: Certificate,
  at: Instant,
): Expiry["certificates"] {
  return known[region]?.sha256 === certificate.sha256 ? known : { ...known, [region]: { ...certificate, at } };
}

function earliestExpiring(
  certificates: Expiry["certificates"],
  registration: SeenRegistration | null,
  regions: readonly Region[],
  now: Instant,
): Omit<Expiring, "since"> | null {
  const seen = regions.flatMap((region) => certificates[region] ?? []);
  const [first] = seen.toSorted((a, b) => a.notAfter - b.notAfter);
  const all = [first && certificateExpiring(first, now), registration && domainExpiring(registration, now)];
  const [worst] = all.filter((one) => one !== undefined && one !== null).toSorted((a, b) => a.expiresAt - b.expiresAt);
  return worst ?? null;
}

/** Warned of from min(14 d, 25 % of its lifetime) on, urgent from min(3 d, 10 %). */
function certificateExpiring({ notBefore, notAfter }: Certificate, now: Instant): Omit<Expiring, "since"> | null {
  const [left, lifetime] = [notAfter - now, notAfter - notBefore];
  const within = ({ most, share }: typeof WARN): boolean => left <= Math.min(most, share * lifetime);
  if (!within(WARN)) return null;
  const urgent = within(URGENT);
  return { what: "certificate", expiresAt: notAfter, level: urgent ? 2 : 1, urgent };
}

/** Warned of 30, 14, 7 and 1 days ahead; the last is urgent. */
function domainExpiring({ expiresAt }: Registration, now: Instant): Omit<Expiring, "since"> | null {
  if (expiresAt === null) return null;
  const level = DOMAIN_DAYS.filter((days) => expiresAt - now <= days * DAY).length;
  return level === 0 ? null : { what: "domain", expiresAt, level, urgent: level === DOMAIN_DAYS.length };
}
