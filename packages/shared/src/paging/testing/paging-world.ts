import { decide } from "../../team/decide.ts";
import { evolve } from "../../team/evolve.ts";
import { nextTimer } from "../../team/agenda.ts";
import type { Command } from "../../team/commands.ts";
import type { Contact, ContactKind, Member, TeamConfig } from "../../team/config.ts";
import type { TeamEvent } from "../../team/events.ts";
import type { HumanAct, Via } from "../../team/rpc.ts";
import { rotaOf, teamOf } from "../../team/testing/team-config.ts";
import { emptyState, type TeamState } from "../../team/state.ts";
import { contactOf } from "../reach.ts";
import { incidentOf, incidentsInOrder } from "../../team/incident-table.ts";

/** A record of a vector: [seconds, kind, …]. */
export type Entry = [number, string, ...(string | number)[]];

export type Vector = {
  id: string;
  why: string;
  members: Record<string, { asleep?: boolean; channels?: ContactKind[] }>;
  oncall?: string[];
  handoffs?: [number, string[]][];
  engine_down?: [number, number][];
  receipts?: Record<string, "sync-fail" | "none" | "gone" | ["undelivered", number]>;
  events: [number, string, ...(string | number)[]][];
  until: number;
  only?: string[];
  expect?: Entry[];
  count?: Record<string, number>;
};

const START = Date.UTC(2026, 0, 10, 12);
const KINDS: ContactKind[] = ["webpush", "sms", "voice"];

function memberFrom(id: string, given: Vector["members"][string]): Member {
  const kinds = given.channels ?? KINDS;
  const contacts = kinds.map((kind): Contact => ({
    id: `${id}:${kind}`,
    kind: (kind as string) === "push" ? "webpush" : kind,
    address: `+1${id}`,
    verifiedAt: START,
  }));
  const quiet = given.asleep ? { from: "00:00", to: "23:59" } : null;
  return { id, name: id, email: `${id}@example.com`, role: "owner", zone: "UTC", quiet, badSignal: false, contacts };
}

/** A team, a clock and a carrier, driven by one vector. Every carrier answer is instant unless the vector says otherwise. */
export class PagingWorld {
  state: TeamState = emptyState();
  private readonly vector: Vector;
  private readonly records: Entry[] = [];
  /** Receipts and the vector's own events, in time order. */
  private readonly inbound: { at: number; apply: () => void }[] = [];
  private now = 0;

  constructor(vector: Vector) {
    this.vector = vector;
    this.do({ kind: "create", team: "team_1", name: "Team", zone: "UTC" });
    this.do({ kind: "configure", config: this.config() });
    for (const [at, kind, ...args] of vector.events) this.at(this.awake(at), () => this.play(at, kind, args));
  }

  private config(): TeamConfig {
    const { vector } = this;
    const shifts = [[0, vector.oncall ?? []] as [number, string[]], ...(vector.handoffs ?? [])];
    const rotas = vector.oncall ? [rotaOf(shifts.map(([at, users]) => ({ from: START + at * 1000, users })))] : [];
    const members = Object.entries(vector.members).map(([id, given]) => memberFrom(id, given));
    return { ...teamOf(members, { rotas }), team: { id: "team_1", name: "Team", zone: "UTC" } };
  }

  /** When the engine sees something that happens at `at`: at once, or when it is back. */
  private awake(at: number): number {
    return this.vector.engine_down?.find(([from, to]) => at >= from && at < to)?.[1] ?? at;
  }

  private at(at: number, apply: () => void): void {
    this.inbound.push({ at, apply });
    this.inbound.sort((a, b) => a.at - b.at);
  }

  /** Runs to the vector's end: inbound first, then what is due by itself. */
  run(): Entry[] {
    for (;;) {
      const timer = nextTimer(this.state);
      const due = timer === null ? Infinity : this.awake((timer - START) / 1000);
      const next = Math.min(due, this.inbound[0]?.at ?? Infinity);
      if (next > this.vector.until) break;
      this.now = Math.max(this.now, next);
      const arrival = this.inbound[0];
      if (arrival && arrival.at <= this.now) {
        this.inbound.shift();
        arrival.apply();
      } else this.do({ kind: "tick", maxClaims: 1 });
    }
    const { only } = this.vector;
    return only ? this.records.filter(([, kind]) => only.includes(kind)) : this.records;
  }

  private do(command: Command): void {
    for (const event of decide(this.state, command, START + this.now * 1000)) {
      this.state = evolve(this.state, event);
      this.record(event);
      if (event.kind === "send.claimed") this.carry(event.subject);
    }
  }

  /** The carrier: takes the message, then reports on it. */
  private carry(id: string): void {
    const send = this.state.sends[id];
    if (!send) return;
    const behaviour = this.vector.receipts?.[`${send.user}:${send.channel}`];
    if (behaviour === "sync-fail") {
      return this.do({
        kind: "sent",
        send: id,
        result: { ok: false, permanent: true, code: null, message: "refused" },
      });
    }
    if (behaviour === "gone") {
      return this.do({
        kind: "sent",
        send: id,
        result: { ok: false, permanent: true, gone: true, code: null, message: "gone" },
      });
    }
    this.do({ kind: "sent", send: id, result: { ok: true, providerId: id } });
    if (send.channel === "push" || send.channel === "chat" || behaviour === "none") return;
    const [status, after] = behaviour ?? [send.channel === "sms" ? "delivered" : "no-answer", 0];
    this.at(this.now + after, () => this.do({ kind: "receipt", send: id, receipt: { status, errorCode: null } }));
  }

  private play(at: number, kind: string, args: (string | number)[]): void {
    const [first, second] = args;
    if (kind === "trigger") return this.trigger(String(first ?? "A"), at);
    if (kind === "resolve") {
      for (const { key } of incidentsInOrder(this.state)) this.do({ kind: "recovered", key, text: "recovered" });
      return;
    }
    if (kind === "stop-sms") return this.do({ kind: "opted", number: `+1${first}`, out: true });
    if (second === "get-link" || second === "unknown-number") return;
    const page = Object.keys(this.state.pages).at(-1) ?? "";
    const user = String(first ?? this.state.pages[page]?.acker ?? "");
    this.do({ kind: "act", page, user, via: viaOf(second), act: actOf(kind, second) });
  }

  private trigger(key: string, at: number): void {
    const time = START + at * 1000;
    this.do({
      kind: "failed",
      failure: {
        key,
        source: { kind: "heartbeat", id: key },
        name: key,
        title: key,
        at: time,
        startedAt: time,
        evidence: null,
      },
    });
  }

  private record(event: TeamEvent): void {
    for (const entry of this.entriesOf(event)) this.records.push([this.now, ...entry]);
  }

  private entriesOf(event: TeamEvent): [string, ...(string | number)[]][] {
    switch (event.kind) {
      case "send.claimed":
        return this.claimEntry(event.subject, event.data.incidents);
      case "send.progressed": {
        const send = this.state.sends[event.subject];
        return send?.channel === "sms" && event.data.state === "failed" && event.data.rank > 0
          ? [["undelivered", send.user]]
          : [];
      }
      case "page.acked":
        return [["acked", event.data.user], ...event.data.told.map((user): [string, string] => ["status", user])];
      case "page.restarted":
        if (event.data.why === "unacked") return [["unacked"]];
        if (event.data.why === "assigned") return [["assigned", event.data.to ?? ""]];
        return event.data.why === "escalated" ? [["escalated", event.data.by ?? ""]] : [];
      case "page.answered":
        return [["reply", event.data.user, event.data.text]];
      case "page.unreachable":
        return [["unreachable", ...event.data.users]];
      case "contact.disabled": {
        const { user, channel } = event.data;
        return channel === "push" ? [["sub-removed", user]] : [["contact-disabled", user, channel]];
      }
      case "page.nudged":
        return [["nudge", event.data.user]];
      case "page.confirmed":
      case "page.snoozed":
        return [[event.kind.slice("page.".length), event.data.user]];
      case "page.gap":
      case "page.exhausted":
        return [[event.kind.slice("page.".length)]];
      case "page.closed":
        return [["resolved"]];
      case "incident.deduped":
        return [["dedup", incidentOf(this.state, event.subject)?.key ?? ""]];
      case "incident.flapped":
        return [["flapping"]];
      default:
        return [];
    }
  }

  private claimEntry(id: string, incidents: number): [string, ...(string | number)[]][] {
    const send = this.state.sends[id];
    if (!send || !contactOf(this.state, send.user, send.contact)) return [];
    if (send.about === "flapping") return [["push", send.user, 1]];
    return send.about === "down" ? [[send.channel, send.user, incidents]] : [];
  }
}

function viaOf(word: string | number | undefined): Via {
  return word === "sms" || word === "voice" || word === "push" ? word : "app";
}

function actOf(kind: string, argument: string | number | undefined): HumanAct {
  if (kind === "snooze") return { kind: "snooze", seconds: Number(argument) };
  if (kind === "assign") return { kind: "assign", user: String(argument) };
  if (kind === "escalate") return { kind: "escalate" };
  return { kind: "ack" };
}
