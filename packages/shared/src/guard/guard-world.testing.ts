import type { HeartbeatSettings } from "../heartbeat/settings.ts";
import { API, BACKUP, heartbeatNamed, memberNamed, MINUTELY, NIGHT, teamOf } from "../team/testing/team-config.ts";
import { TeamWorld } from "../team/testing/team-world.ts";
import { decideGuard, type GuardDecision } from "./decide-guard.ts";
import { evolveGuard, type GuardEvent } from "./events.ts";
import type { GuardRequest } from "./request.ts";
import { GUARD_DEFAULTS, type GuardSettings } from "./settings.ts";
import { newGuard, type GuardState } from "./state.ts";
import type { Circumstances, Scene } from "./targets.ts";

/** The run ids of tests: `rid(1)`, `rid(2)`, … */
export const rid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

/** A guard with the default settings, but for what is given. */
export const guardNamed = (slug: string, change: Partial<GuardSettings> = {}): GuardSettings => ({
  ...GUARD_DEFAULTS,
  id: `grd_${slug}`,
  guardId: "a0b1c2d3-e4f5-4a6b-8c7d-00000000000f",
  name: slug,
  slug,
  createdAt: NIGHT,
  ...change,
});

/** A heartbeat that a clean-up looks at: daily at 03:00 in Vienna, with half an hour of grace. */
export const NIGHTLY = BACKUP;
export const needs = (
  kind: "heartbeat" | "monitor",
  id: string,
  maxAgeSeconds: number | null = null,
): GuardSettings["requires"][number] => ({ kind, id, maxAgeSeconds });

/** The guarded job's own heartbeat: daily at 04:30, with an hour of grace. */
export const PRUNE = heartbeatNamed("prune", {
  graceSeconds: 3_600,
  pingId: "a0b1c2d3-e4f5-4a6b-8c7d-000000000003",
  schedule: { kind: "cron", expression: "30 4 * * *", zone: "Europe/Vienna" },
});

/** A team with three heartbeats and a monitor, and a guard with what it remembers. */
export class GuardWorld extends TeamWorld {
  guard: GuardSettings;
  memory: GuardState = newGuard();
  around: Circumstances = { frozen: null, blind: null };
  readonly told: GuardEvent[] = [];
  private rids = 1_000;

  constructor(change: Partial<GuardSettings> = {}, slug = "prune-backups") {
    const heartbeats = [NIGHTLY, MINUTELY, PRUNE];
    super(teamOf([memberNamed("ana")], { heartbeats, monitors: [API] }), NIGHT);
    this.guard = guardNamed(slug, change);
  }

  get scene(): Scene {
    return { guard: this.guard, team: this.state, around: this.around, now: this.now };
  }

  /** What would be answered. */
  decide(change: Partial<GuardRequest> = {}): GuardDecision {
    const { guard, memory: state, state: team, around } = this;
    const plain: GuardRequest = { rid: null, ttlSeconds: null, require: [], facts: {}, dry: false, at: this.now };
    return decideGuard({ guard, state, team, around, request: { ...plain, ...change }, newRid: rid(this.rids++) });
  }

  /** Asks, and records what came of it. */
  ask(change: Partial<GuardRequest> = {}): GuardDecision {
    const decision = this.decide(change);
    this.record(decision.events);
    return decision;
  }

  record(events: readonly (GuardEvent | null)[]): void {
    for (const event of events) {
      if (event === null) continue;
      this.memory = evolveGuard(this.memory, event);
      this.told.push(event);
    }
  }

  /** The lease that the guard remembers. */
  get leaseId(): string {
    return this.memory.lease?.id ?? "none";
  }

  /** Somebody edits {@link NIGHTLY}. */
  edit(change: Partial<HeartbeatSettings>): void {
    const { config } = this.state;
    if (!config) throw new Error("the team has no configuration");
    const heartbeats = config.heartbeats.map((known) => (known.id === NIGHTLY.id ? { ...known, ...change } : known));
    this.do({ kind: "configure", config: { ...config, heartbeats, version: config.version + 1 } });
  }

  /** All checks that are due pass. */
  checkAll(): void {
    this.check(() => ({ result: "pass" }));
  }
}

/** The codes of a hold, none of a go. */
export const codes = ({ body }: GuardDecision): string[] =>
  body.decision === "hold" ? body.reasons.map(({ code }) => code) : [];
