import type { TeamEvent } from "@nightbell/shared/team/events";
import type { HistoryEvent } from "@nightbell/shared/team/rpc";

/**
 * An event as the record keeps it: without the engine's own state, and without the configuration, which the record
 * has already and which holds numbers and addresses.
 */
export function historyOf(event: TeamEvent): HistoryEvent {
  const { seq, at, kind, subject } = event;
  return { seq, at, kind, subject, data: dataOf(event) };
}

function dataOf(event: TeamEvent): unknown {
  switch (event.kind) {
    case "config.changed":
      return { version: event.data.config.version };
    case "heartbeat.armed":
      return {};
    case "heartbeat.created":
      return { name: event.data.settings.name };
    case "heartbeat.pinged":
      return { ping: event.data.ping, flips: event.data.flips };
    case "heartbeat.changed":
      return { what: event.data.what, flips: event.data.flips, by: event.data.by };
    case "monitor.changed":
      return {
        what: event.data.what,
        since: event.data.since,
        why: event.data.why,
        by: event.data.by,
        result: event.data.result,
      };
    default:
      return event.data;
  }
}
