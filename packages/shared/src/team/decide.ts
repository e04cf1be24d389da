import { onAct } from "../paging/acts.ts";
import { onOptOut, onReceipt, onResult, onShown, onWithdrawn } from "../paging/outcome.ts";
import { onPageAnyway } from "../incident/change.ts";
import { releaseHeld } from "../incident/release.ts";
import { resolveIncident } from "../incident/resolve.ts";
import { onFailure, onRecovery } from "../incident/trigger.ts";
import type { Instant } from "../time.ts";
import { onTick } from "./agenda.ts";
import type { Command } from "./commands.ts";
import { onConfigure } from "./configure.ts";
import { Decision } from "./decision.ts";
import type { TeamEvent } from "./events.ts";
import type { TeamState } from "./state.ts";
import { onPing, onRefused } from "./take-ping.ts";
import { onGuardQuestion, revokeBroken } from "./watch-guards.ts";
import { onPause, onResume } from "./watch-heartbeats.ts";
import { onAcceptAsNormal } from "./watch-insights.ts";
import { onCheckNow, onDropRegion, onPauseMonitor, onResumeMonitor } from "./monitor-acts.ts";
import { onChecked, onLook } from "./watch-monitors.ts";
import { onSight } from "./watch-regions.ts";

/**
 * Every rule of the product, as one pure function: what happens to a team when this command arrives at this instant.
 * @param now epoch ms by the caller's clock; a clock that runs back is held at the last event's time
 * @returns the events in order; folding them with `evolve` gives the state after
 */
export function decide(state: TeamState, command: Command, now: Instant): TeamEvent[] {
  return decided(state, command, now).events;
}

/** As {@link decide}, with the state after: it was folded on the way already. */
export function decided(state: TeamState, command: Command, now: Instant): { events: TeamEvent[]; state: TeamState } {
  const d = new Decision(state, now);
  dispatch(d, command);
  releaseHeld(d);
  revokeBroken(d);
  return { events: d.events, state: d.state };
}

function dispatch(d: Decision, command: Command): void {
  switch (command.kind) {
    case "create":
      if (d.state.team) return;
      return d.emit({ kind: "team.created", subject: command.team, data: { name: command.name, zone: command.zone } });
    case "configure":
      return onConfigure(d, command.config);
    case "ping":
      return onPing(d, command);
    case "refuse heartbeat":
      return onRefused(d, command.slug);
    case "heartbeat recorded":
      return d.emit({ kind: "heartbeat.recorded", subject: command.id, data: { version: command.version } });
    case "accept as normal":
      return onAcceptAsNormal(d, command.heartbeat, command.rule);
    case "pause":
      return command.what === "heartbeat"
        ? onPause(d, command.id, command.by)
        : onPauseMonitor(d, command.id, command.by, command.until ?? null);
    case "resume":
      return command.what === "heartbeat"
        ? onResume(d, command.id, command.by)
        : onResumeMonitor(d, command.id, command.by);
    case "check now":
      return onCheckNow(d, command.monitor);
    case "drop region":
      return onDropRegion(d, command.monitor, command.region);
    case "page anyway":
      return onPageAnyway(d, command.incident, command.by);
    case "resolve incident":
      return resolveIncident(d, command.incident, command.by, "resolved by hand");
    case "ask guard":
    case "release lease":
    case "look at lease":
      return onGuardQuestion(d, command);
    case "look":
      return onLook(d);
    case "checked":
      return onChecked(d, command.monitor, command.outcome);
    case "sight":
      return onSight(d, command.region, command.sighted, command.why ?? "controls");
    case "failed":
      return onFailure(d, command.failure);
    case "recovered":
      return onRecovery(d, command.key, command.text, null);
    case "act":
      return onAct(d, command.page, command.user, command.via, command.act);
    case "sent":
      return onResult(d, command.send, command.result);
    case "withdrawn":
      return onWithdrawn(d, command.send);
    case "receipt":
      return onReceipt(d, command.send, command.receipt);
    case "shown":
      return onShown(d, command.send);
    case "opted":
      return onOptOut(d, command.number, command.out);
    case "tick":
      return onTick(d, command.maxClaims);
    case "alarm repaired":
      return d.emit({ kind: "alarm.repaired", subject: "alarm", data: { late: command.late } });
  }
}
