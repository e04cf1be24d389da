import type { Instant } from "../time.ts";
import type { IncidentSource } from "./incident.ts";
import type { IncidentKind, Urgency } from "./kind.ts";

/** Something failed. `at` is when it was to be paged, which is the ladder's zero; `startedAt` when it broke. */
export type Failure = {
  key: string;
  source: IncidentSource;
  name: string;
  title: string;
  at: Instant;
  startedAt: Instant;
  evidence: string | null;
  /** If not given, it is down and pages. */
  kind?: IncidentKind;
  urgency?: Urgency;
  /** The policy that it pages by; null or absent: the team's. */
  policy?: string | null;
};
