import type { Instant } from "../time.ts";
import type { IncidentKind, Urgency } from "./kind.ts";

/** What failed: the thing whose verdict opens and resolves the incident. */
export type IncidentSource = { kind: "heartbeat" | "monitor" | "guard" | "probe"; id: string };

/** One failure of one thing, from its first sign to its recovery. At most one is open per dedup key. */
export type Incident = {
  id: string;
  /** `heartbeat:<id>`, `monitor:<id>` or `guard:<id>`: the same failure seen again is the same incident. */
  key: string;
  kind: IncidentKind;
  urgency: Urgency;
  source: IncidentSource;
  /** The heartbeat's, monitor's or guard's name when it broke. */
  name: string;
  /** What a person reads first: name and failure. */
  title: string;
  state: "open" | "resolved";
  /** When the failure began, as far as we know. */
  startedAt: Instant;
  /** The first trigger ever: flapping is counted from here. */
  firstAt: Instant;
  openedAt: Instant;
  /** Sequence number of the opening event: where its timeline begins in the log. */
  openedSeq: number;
  resolvedAt: Instant | null;
  /** Runs of a heartbeat that did not happen; null where nothing is counted. */
  missed: number | null;
  reopens: number;
  /** While flapping nothing is paged; the condition's age decides how that ends. */
  flap: { failing: boolean; since: Instant } | null;
  lastAcker: string | null;
  /** The page that rings, or rang last, for it; none for low urgency. */
  page: string | null;
  /** The policy that it pages by; null: the team's. */
  policy: string | null;
  evidence: string | null;
};

export const REOPEN_WINDOW = 600_000;
export const FLAP_REOPENS = 3;
export const FLAP_WINDOW = 3_600_000;
export const FLAP_ENDS_UP = 900_000;
export const FLAP_ENDS_DOWN = 2_700_000;
