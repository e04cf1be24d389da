import { SECOND, type Instant } from "../time.ts";
import type { Checked } from "./conditions.ts";
import type { GuardCode, GuardReason } from "./reason.ts";
import type { Lease } from "./state.ts";

/** What a caller of a guard is told, as it goes over the wire: spec "heartbeats" §7. Instants are ISO-8601 UTC. */

/** A lease as its holder sees it. */
export type WireLease = { id: string; seq: number; rid: string; expires_at: string };
/** A condition that does not hold. */
export type WireReason = { code: GuardCode; target: string; since: string | null; text: string };

/** The body of a 200. */
export type GoBody = {
  decision: "go";
  /** The guard's slug. */
  guard: string;
  /** Null after `dry=1`, unless the caller holds one already. */
  lease: WireLease | null;
  checked: Checked[];
};

/** The body of a 409 or 423. */
export type HoldBody = {
  decision: "hold";
  reasons: WireReason[];
  /** Seconds after which to ask again makes sense. */
  retry_after: number;
  /** With status 423: the run that holds the lease, and until when. */
  holder?: string;
  expires_at?: string;
};

/** The job may run. `text` is the body for `format=text`. */
export type Go = { status: 200; body: GoBody; text: "go" };
/** The job must not run: 409 by a condition, 423 by another run's lease. */
export type Hold = { status: 409 | 423; body: HoldBody; text: string };
/** What a guard answers. Every other status means hold as well. */
export type GuardAnswer = Go | Hold;

const iso = (at: Instant): string => new Date(at).toISOString();

/** Writes a lease for its holder. */
export const wireLease = ({ id, seq, rid, expiresAt }: Lease): WireLease => ({
  id,
  seq,
  rid,
  expires_at: iso(expiresAt),
});

/** The job may run. */
export const goAnswer = (guard: string, lease: Lease | null, checked: Checked[]): Go => ({
  status: 200,
  body: { decision: "go", guard, lease: lease && wireLease(lease), checked },
  text: "go",
});

/** The job must not run. @param holder another run's lease, if that is among the reasons */
export function holdAnswer(reasons: readonly GuardReason[], holder: Lease | null, now: Instant): Hold {
  const said = reasons.map(({ code, target, since, text }): WireReason => {
    return { code, target, since: since === null ? null : iso(since), text };
  });
  const body: HoldBody = { decision: "hold", reasons: said, retry_after: retryAfter(reasons, now) };
  return {
    status: holder ? 423 : 409,
    body: holder ? { ...body, holder: holder.rid, expires_at: iso(holder.expiresAt) } : body,
    text: `hold: ${reasons.map(({ text }) => text).join("; ")}`,
  };
}

/** When nobody knows how long a condition lasts, in seconds. */
const ASK_AGAIN = 60;

/** All reasons must have ended; the one that ends last counts. */
const retryAfter = (reasons: readonly GuardReason[], now: Instant): number =>
  Math.max(1, ...reasons.map(({ endsAt }) => (endsAt === null ? ASK_AGAIN : Math.ceil((endsAt - now) / SECOND))));
