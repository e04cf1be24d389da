import type { Ask } from "../../check/round.ts";
import type { Outcome } from "../../check/verdict.ts";
import type { PingAction, PingFacts } from "../../heartbeat/ping.ts";
import type { Failure } from "../../incident/failure.ts";
import type { Send } from "../../paging/page.ts";
import type { SendResult } from "../../paging/outcome.ts";
import { pingFacts } from "./ping-facts.ts";
import { earliest, SECOND } from "../../time.ts";
import { nextTimer } from "../agenda.ts";
import type { Command } from "../commands.ts";
import type { PersonalChannel, TeamConfig } from "../config.ts";
import { decide } from "../decide.ts";
import { isKept, type TeamEvent } from "../events.ts";
import { evolve } from "../evolve.ts";
import type { HumanAct, Via } from "../rpc.ts";
import { emptyState, type TeamState } from "../state.ts";
import { nextLook } from "../watch-monitors.ts";

/** What a carrier does with one person's messages on one channel. */
export type Carrier = "delivers" | "takes" | "refuses" | "fails" | "gone" | "undelivered" | "mute";

export type Answer = Pick<Outcome, "result" | "blind" | "slow" | "unknown" | "certificate" | "registration">;

const PUSH_SERVICE_REPORTS = new Set<Carrier>(["delivers", "undelivered"]);

/** A team, a clock and its carriers: everything that happens goes through `decide` and `evolve`. */
export class TeamWorld {
  state: TeamState = emptyState();
  now: number;
  /** What the shell would have written down: every event but the samples. */
  readonly log: TeamEvent[] = [];
  /** Looks at every event, with the state after it. */
  observe: (event: TeamEvent, world: TeamWorld) => void = () => {};
  readonly carriers = new Map<string, Carrier>();

  /** @param start epoch ms */
  constructor(config: TeamConfig, start: number) {
    this.now = start;
    this.do({ kind: "create", team: config.team.id, name: config.team.name, zone: config.team.zone });
    this.do({ kind: "configure", config });
  }

  do(command: Command): TeamEvent[] {
    const events = decide(this.state, command, this.now);
    for (const event of events) {
      this.state = evolve(this.state, event);
      if (isKept(event)) this.log.push(event);
      this.observe(event, this);
    }
    for (const event of events) if (event.kind === "send.claimed") this.carry(event.subject);
    return events;
  }

  /** Time passes; whatever becomes due happens at its instant. */
  pass(ms: number): void {
    const until = this.now + ms;
    for (let due = nextTimer(this.state); due !== null && due <= until; due = nextTimer(this.state)) {
      this.now = Math.max(this.now, due);
      this.do({ kind: "tick", maxClaims: 1 });
    }
    this.now = until;
  }

  /** Time passes while the engine is not there; afterwards it sees everything at once. */
  outage(ms: number): void {
    this.now += ms;
    this.do({ kind: "tick", maxClaims: 1_000 });
    this.pass(0);
  }

  fail(name: string, change: Partial<Failure> = {}): void {
    const failure = {
      key: `heartbeat:${name}`,
      source: { kind: "heartbeat" as const, id: name },
      name,
      title: `${name}: no ping in time`,
      at: this.now,
      startedAt: this.now,
      evidence: null,
      ...change,
    };
    this.do({ kind: "failed", failure });
  }

  recover(name: string, text = "ran again"): void {
    this.do({ kind: "recovered", key: `heartbeat:${name}`, text });
  }

  act(user: string, act: HumanAct, via: Via = "app", page = Object.keys(this.state.pages).at(-1) ?? ""): void {
    this.do({ kind: "act", page, user, via, act });
  }

  /** A ping to the heartbeat with this ping id, if there is one. */
  ping(pingId: string, action: PingAction = "success", change: Partial<PingFacts> = {}): void {
    const settings = this.state.config?.heartbeats.find((known) => known.pingId === pingId);
    if (!settings) return;
    const delivery = `d${this.state.seq}`;
    const message = pingFacts({ delivery, action, receivedAt: this.now, remote: "203.0.113.7", ...change });
    this.do({ kind: "ping", heartbeat: settings.id, type: action, message, created: null, shed: [] });
  }

  /** All checks that are due are made, and what they lead to; `answer` is what the probe of a region says. */
  check(answer: (ask: Ask) => Answer): void {
    for (let rounds = 0; rounds < 20; rounds++) {
      const asks = this.do({ kind: "look" }).flatMap((event) =>
        event.kind === "monitors.asked" ? event.data.asks : [],
      );
      if (asks.length === 0) return;
      for (const ask of asks) this.checked(ask, answer(ask));
    }
  }

  /** Time passes, with every check made when it is due. */
  passChecking(ms: number, answer: (ask: Ask) => Answer): void {
    const until = this.now + ms;
    for (;;) {
      const due = earliest([nextTimer(this.state), nextLook(this.state, this.now)]);
      if (due === null || due > until) break;
      this.pass(Math.max(0, due - this.now));
      this.check(answer);
    }
    this.pass(until - this.now);
  }

  private checked(ask: Ask, { result, ...seen }: Answer): void {
    const failed =
      result === "fail"
        ? { cause: "http_status" as const, detail: "503 instead of 200-299", status: 503, evidence: "HTTP/1.1 503" }
        : {};
    const { monitor, region, tick, attempt, revision } = ask;
    const outcome: Outcome = {
      region,
      tick,
      attempt,
      revision,
      colo: `colo of ${region}`,
      result,
      totalMs: 120,
      ...failed,
      ...seen,
    };
    this.do({ kind: "checked", monitor, outcome });
  }

  sends(which: (send: Send) => boolean): Send[] {
    return Object.values(this.state.sends).filter(which);
  }

  receipt(send: string, status: string, errorCode: number | null = null): void {
    this.do({ kind: "receipt", send, receipt: { status, errorCode } });
  }

  private carry(id: string): void {
    const send = this.state.sends[id];
    if (!send) return;
    const carrier = this.carriers.get(`${send.user}:${send.channel}`) ?? "delivers";
    if (carrier === "mute") return;
    this.do({ kind: "sent", send: id, result: RESULTS[carrier] });
    if (send.channel === "push" || send.channel === "chat" || !PUSH_SERVICE_REPORTS.has(carrier)) return;
    this.receipt(id, REPORTS[send.channel][carrier === "delivers" ? 0 : 1]);
  }
}

const accepted: SendResult = { ok: true, providerId: "SM1" };
const RESULTS: Record<Exclude<Carrier, "mute">, SendResult> = {
  delivers: accepted,
  takes: accepted,
  undelivered: accepted,
  refuses: { ok: false, permanent: true, code: 21610, message: "the number opted out" },
  fails: { ok: false, permanent: false, code: null, message: "the carrier answers 503", retryAfterMs: 7 * SECOND },
  gone: { ok: false, permanent: true, gone: true, code: null, message: "the subscription is gone" },
};
const REPORTS: Record<Exclude<PersonalChannel, "push">, [good: string, bad: string]> = {
  sms: ["delivered", "undelivered"],
  voice: ["completed", "no-answer"],
};
