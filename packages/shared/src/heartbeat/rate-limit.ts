import { MINUTE, SECOND, type Instant } from "../time.ts";

/** Token buckets against floods of pings (spec "heartbeats" §1, "Rate"). They live in memory: a restart forgives. */

/** Credit is time, in ms, so that arithmetic stays whole: a ping costs as much as passes between two. */
type Bucket = { credit: number; at: Instant };
type Size = { burst: number; costMs: number };

const HEARTBEAT: Size = { burst: 20, costMs: MINUTE / 10 };
const TEAM: Size = { burst: 200, costMs: SECOND / 50 };
/** The first success and the first fail in such a window always pass: they are what the heartbeat is for. */
const KEPT_WINDOW = 10 * SECOND;

type Lane = { bucket: Bucket; kept: Partial<Record<"success" | "fail", Instant>>; shed: Instant[] };

/** How many refused starts and successes are remembered, for the rule "too often". */
const SHED_KEPT = 20;
/** More heartbeats than any plan has: lanes beyond are of ids that a flood made up. */
const LANES_KEPT = 2_000;

/** Decides which pings of a team are recorded. Times are epoch ms of the team's clock. */
export class RateLimit {
  #team: Bucket = { credit: TEAM.burst * TEAM.costMs, at: 0 };
  readonly #lanes = new Map<string, Lane>();

  /**
   * Takes one ping into account.
   * @param action what the URL asked for
   * @returns 0 when it may be recorded, else the seconds after which the next one may
   */
  take(heartbeat: string, action: string, now: Instant): number {
    const lane = this.#lane(heartbeat, now);
    refill(this.#team, TEAM, now);
    refill(lane.bucket, HEARTBEAT, now);
    const wait = Math.max(waitOf(this.#team, TEAM), waitOf(lane.bucket, HEARTBEAT));
    if (wait > 0 && !isFirst(lane, action)) {
      if (action === "start" || action === "success") lane.shed = [...lane.shed, now].slice(-SHED_KEPT);
      return Math.max(1, Math.ceil(wait / SECOND));
    }
    if (action === "success" || action === "fail") lane.kept[action] ??= now;
    this.#team.credit = Math.max(0, this.#team.credit - TEAM.costMs);
    lane.bucket.credit = Math.max(0, lane.bucket.credit - HEARTBEAT.costMs);
    return 0;
  }

  /** When starts and successes of this heartbeat were refused lately, oldest first. */
  shedOf(heartbeat: string): readonly Instant[] {
    return this.#lanes.get(heartbeat)?.shed ?? [];
  }

  /** Lanes that are full again are like new ones. */
  #forgetIdle(now: Instant): void {
    for (const [id, { bucket }] of this.#lanes)
      if (now - bucket.at >= HEARTBEAT.burst * HEARTBEAT.costMs) this.#lanes.delete(id);
    if (this.#lanes.size >= LANES_KEPT) this.#lanes.clear();
  }

  #lane(heartbeat: string, now: Instant): Lane {
    const full = { credit: HEARTBEAT.burst * HEARTBEAT.costMs, at: now };
    const lane = this.#lanes.get(heartbeat) ?? { bucket: full, kept: {}, shed: [] };
    if (this.#lanes.size >= LANES_KEPT) this.#forgetIdle(now);
    this.#lanes.set(heartbeat, lane);
    for (const action of ["success", "fail"] as const) {
      const at = lane.kept[action];
      if (at !== undefined && now - at >= KEPT_WINDOW) delete lane.kept[action];
    }
    return lane;
  }
}

const isFirst = ({ kept }: Lane, action: string): boolean =>
  (action === "success" || action === "fail") && kept[action] === undefined;

function refill(bucket: Bucket, { burst, costMs }: Size, now: Instant): void {
  bucket.credit = Math.min(burst * costMs, bucket.credit + Math.max(0, now - bucket.at));
  bucket.at = Math.max(bucket.at, now);
}

/** Milliseconds until there is enough for one ping. */
const waitOf = ({ credit }: Bucket, { costMs }: Size): number => Math.max(0, costMs - credit);
