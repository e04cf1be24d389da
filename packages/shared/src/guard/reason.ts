import type { Instant } from "../time.ts";
import type { TargetRef } from "./settings.ts";

/** Why a guard holds a job. The codes are part of the wire contract: spec "heartbeats" §7. */
export type GuardCode =
  | "target_down"
  | "target_late"
  | "target_unknown"
  | "stale"
  | "degraded"
  | "incident_open"
  | "page_unacked"
  | "quiet"
  | "freeze"
  | "blind"
  | "metric"
  | "lease_held";

/** One condition that does not hold. Plain JSON. */
export type GuardReason = {
  code: GuardCode;
  /** What it is about, as people call it: a slug or a name. */
  target: string;
  /** Since when, epoch ms; null where no instant is known. */
  since: Instant | null;
  /** One line without a full stop: "db-primary is down since 03:12". */
  text: string;
  /** The heartbeat or monitor it is about, for screens; null for the rest. */
  about: TargetRef | null;
  /** When it is over by itself, epoch ms; null when only an event can end it. */
  endsAt: Instant | null;
};

/** Texts go out as one line, whatever people call their things. */
export const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/** Makes a reason. `rest` holds what is known beside code, target and text. */
export const reason = (
  code: GuardCode,
  target: string,
  text: string,
  rest: Partial<Pick<GuardReason, "since" | "about" | "endsAt">> = {},
): GuardReason => ({
  code,
  target: oneLine(target),
  text: oneLine(text),
  since: rest.since ?? null,
  about: rest.about ?? null,
  endsAt: rest.endsAt ?? null,
});
