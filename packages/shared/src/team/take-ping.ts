import { runDuration } from "../heartbeat/durations.ts";
import type { PingType } from "../heartbeat/ping.ts";
import type { HeartbeatSettings } from "../heartbeat/settings.ts";
import { goDown } from "../heartbeat/detect.ts";
import { runsAfterSuccess } from "../heartbeat/runs.ts";
import { armHeartbeat, unscheduled, type HeartbeatState, type Outcome } from "../heartbeat/state.ts";
import { applyPing, type CountedPing } from "../heartbeat/transition.ts";
import { viewAt } from "../heartbeat/view.ts";
import { DAY, SECOND, type Instant } from "../time.ts";
import type { Command } from "./commands.ts";
import type { Decision } from "./decision.ts";
import type { RecentPing, TeamState } from "./state.ts";
import { freeByPing } from "./watch-guards.ts";
import { report } from "./watch-heartbeats.ts";
import { judgeInsights } from "./watch-insights.ts";

/** One ping: what is recorded of it, and what it does. */

/** Ingest's clock is believed up to here; beyond it the object's own counts (spec "heartbeats" §0). */
const CLOCK_TRUST = 30 * SECOND;

type PingCommand = Extract<Command, { kind: "ping" }>;

/** Takes a ping for the heartbeat that the command names; `created` makes it first. A known delivery is no second ping. */
export function onPing(d: Decision, command: PingCommand): void {
  if (d.state.deliveries.includes(command.message.delivery)) return;
  if (command.created) create(d, command.created);
  const settings = d.state.config?.heartbeats.find(({ id }) => id === command.heartbeat);
  if (!settings || isRepeated(d.state, settings.id, command)) return;
  const before = d.state.heartbeats[settings.id] ?? unscheduled(d.now);
  const { message } = command;
  const at = Math.abs(message.receivedAt - d.now) > CLOCK_TRUST ? d.now : message.receivedAt;
  const effect = effectOf(d.state, settings, before, command, at);
  const { outcome, fault } = counted(settings, before, { at, type: effect, runKey: message.runId ?? "" });
  const ping = recorded(d, settings.id, command, at, outcome.state.pings);
  const { values, flagged, tell } = judgeInsights(
    d,
    settings,
    ping,
    outcome.state.runs,
    message.runSeconds,
    command.shed,
  );
  d.emit({
    kind: "heartbeat.pinged",
    subject: settings.id,
    data: { ping, delivery: message.delivery, flips: outcome.flips, after: outcome.state, values, flagged },
  });
  report(d, settings, before, outcome, message);
  tell();
  if (fault !== null) d.guarded(settings.id, () => rethrow(fault));
  freeByPing(d, command.type, message.runId);
}

/** A schedule that cannot be reckoned with loses no ping: it is recorded, and what failed is down all the same. */
function counted(
  settings: HeartbeatSettings,
  before: HeartbeatState,
  ping: CountedPing,
): { outcome: Outcome; fault: Error | null } {
  try {
    return { outcome: applyPing(settings, before, ping), fault: null };
  } catch (error) {
    const state = { ...before, pings: before.pings + 1 };
    const failed = ping.type === "fail" && before.status !== "down";
    const outcome = failed ? goDown(state, ping.at, "fail") : { state, flips: [], notices: [] };
    return { outcome, fault: error instanceof Error ? error : new Error(String(error)) };
  }
}

function rethrow(error: Error): never {
  throw error;
}

function create(d: Decision, settings: HeartbeatSettings): void {
  if (d.state.config?.heartbeats.some(({ id }) => id === settings.id)) return;
  const after = armHeartbeat(settings, d.now);
  d.emit({ kind: "heartbeat.created", subject: settings.id, data: { settings, after } });
}

/** The plan allowed no more heartbeats: its people hear of it, once a day, however often the job asks. */
export function onRefused(d: Decision, slug: string): void {
  const { refused } = d.state;
  if (refused !== null && d.now - refused.at < DAY) return;
  d.emit({ kind: "heartbeat.refused", subject: slug, data: { slug } });
}

/** The same report once more: its run, action and client time are known (spec "heartbeats" §1, "Extension parameters"). */
function isRepeated(state: TeamState, heartbeat: string, { type, message }: PingCommand): boolean {
  const { runId, clientAt } = message;
  if (runId === null || clientAt === null) return false;
  return (state.pings[heartbeat] ?? []).some(
    (ping) => ping.runId === runId && ping.type === type && ping.clientAt === clientAt,
  );
}

/**
 * What a ping does, which may be less than what it says. A start that overtook its own end opens no run. A report that
 * was delayed can end a silence, and does nothing else: what the job did then says nothing about now.
 */
function effectOf(
  state: TeamState,
  settings: HeartbeatSettings,
  before: HeartbeatState,
  { type, message }: PingCommand,
  at: Instant,
): PingType {
  const { runId, clientAt } = message;
  if (message.late) {
    const endsRun = runsAfterSuccess(before.runs, runId ?? "").length < before.runs.length;
    return type === "success" && (endsRun || isSilent(settings, before, at)) ? "success" : "log";
  }
  if (type !== "start" || runId === null) return type;
  const ended = (state.pings[settings.id] ?? []).some(
    (ping) =>
      ping.runId === runId &&
      (ping.type === "success" || ping.type === "fail") &&
      (ping.at > at || (clientAt !== null && ping.clientAt !== null && clientAt <= ping.clientAt)),
  );
  return ended ? "log" : "start";
}

/** A ping is missed, or was about to be. */
function isSilent(settings: HeartbeatSettings, before: HeartbeatState, at: Instant): boolean {
  if (before.status === "down") return before.reason === "timeout";
  if (before.status === "new") return true;
  const view = viewAt(settings, before, at).status;
  return view === "grace" || view === "down";
}

function recorded(d: Decision, id: string, { type, message }: PingCommand, at: Instant, n: number): RecentPing {
  const { exitCode, runId, scheme, method, remote, agent, bodyBytes, host, note, clientAt, late, metrics } = message;
  const durationMs = runDuration({ at, type, runId }, d.state.pings[id] ?? []);
  const client = { scheme, method, remote, agent, bodyBytes, host, note, clientAt, late, metrics };
  return { seq: d.state.seq + 1, n, at, type, exitCode, runId, durationMs, ...client };
}
