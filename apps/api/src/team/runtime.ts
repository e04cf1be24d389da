import { Actor } from "@nightbell/shared/actor/actor";
import type { Engine } from "@nightbell/shared/actor/engine";
import type { Beside } from "@nightbell/shared/actor/ports";
import { RateLimit } from "@nightbell/shared/heartbeat/rate-limit";
import type { Route } from "@nightbell/shared/ids";
import { nextTimer } from "@nightbell/shared/team/agenda";
import type { Command } from "@nightbell/shared/team/commands";
import type { TeamEvent } from "@nightbell/shared/team/events";
import type { TeamState } from "@nightbell/shared/team/state";
import { voteLife } from "@nightbell/shared/check/verdict";
import { settingsIn } from "@nightbell/shared/team/monitor-agenda";
import { nextLook } from "@nightbell/shared/team/watch-monitors";
import { earliest, isDue, SECOND } from "@nightbell/shared/time";
import { settingsOf } from "../env.ts";
import { logLine } from "../http/log.ts";
import { Background } from "./background.ts";
import { CheckRequests } from "./check-requests.ts";
import { TeamClock } from "./clock.ts";
import { Flusher } from "./flusher.ts";
import { Links } from "./links.ts";
import type { Log } from "./log.ts";
import { Outbox } from "./outbox.ts";
import { PrivateProbes } from "./private-probes.ts";
import { ProbeWatch } from "./probe-watch.ts";
import { Prober } from "./prober.ts";
import { Sampler } from "./sampler.ts";
import { Sampling } from "./sampling.ts";
import { Sockets } from "./sockets.ts";

/** After a fault of ours: not at once again, and not never. */
const REST = SECOND;

/**
 * A team's actor on this platform: storage, alarm and carriers for it, and what a team does beside paging (checks,
 * history, charts, sockets). It holds no rule of the domain.
 */
export class Runtime implements Beside {
  readonly route: Route;
  readonly log: Log;
  readonly clock: TeamClock;
  readonly rateLimit = new RateLimit();
  readonly links: Links;
  readonly sockets: Sockets;
  readonly flusher: Flusher;
  readonly sampler: Sampler;
  readonly privateProbes: PrivateProbes;
  readonly #actor: Actor;
  readonly #sampling: Sampling;
  readonly #probeWatch: ProbeWatch;
  readonly #outbox: Outbox;
  readonly #prober: Prober;
  readonly #background: Background;
  /** Probe calls that are out: samples are written once they are in, or every answer would be a row. */
  #asking = 0;
  #lookAfter = 0;

  constructor(ctx: DurableObjectState, env: Env, route: Route, log: Log, secret: string) {
    this.route = route;
    this.log = log;
    this.clock = new TeamClock(log);
    this.links = new Links(route, secret);
    this.#outbox = new Outbox(env, route, this.links);
    this.#actor = new Actor({
      store: log.asStore(ctx.storage),
      clock: this.clock,
      alarm: { set: (at) => void ctx.storage.setAlarm(at), get: () => ctx.storage.getAlarm() },
      carriers: this.#outbox,
      beside: this,
      happened: (events, before) => this.#happened(events, before),
      track: (work) => ctx.waitUntil(work),
      fault: (event, error) => logLine({ level: "error", event, error: String(error) }),
    });
    this.sockets = new Sockets(ctx);
    this.flusher = new Flusher(env, log, this.engine.state.seq);
    this.sampler = new Sampler(env, ctx.storage.sql, log, this.clock, (monitor) => {
      const settings = settingsIn(this.engine.state, monitor);
      return settings ? voteLife(settings) : null;
    });
    this.#sampling = new Sampling(this.sampler);
    const memory = this.sampler.restore(this.engine.now());
    this.engine.restore(memory.dispatchedThrough === 0 ? null : memory);
    this.#sample(() => this.#sampling.showAll(this.engine.state, this.engine.now()));
    this.privateProbes = new PrivateProbes(log, Date.now());
    this.#probeWatch = new ProbeWatch(this.privateProbes);
    const requests = new CheckRequests(settingsOf(env).SECRETS_KEY);
    this.#prober = new Prober(env, requests, this.privateProbes, (finding) => {
      this.#sample(() => {
        if (finding.kind === "checked") this.#sampling.answered(finding.monitor, finding.outcome, this.engine.now());
      });
      this.do(finding);
    });
    this.#background = new Background({
      env,
      log,
      flusher: this.flusher,
      rollups: this.sampler.rollups,
      prober: this.#prober,
      probeWatch: this.#probeWatch,
      track: (work) => this.#actor.track(work),
      pump: () => this.pump(),
      do: (command) => void this.do(command),
    });
  }

  get engine(): Engine {
    return this.#actor.engine;
  }

  /** Takes a command, starts what follows from it, and sees to what is due. */
  do(command: Command, body: Uint8Array | null = null): TeamEvent[] {
    if (command.kind === "configure" || command.kind === "create") this.#background.heard(Date.now());
    return this.#actor.do(command, body);
  }

  #happened(events: readonly TeamEvent[], before: TeamState): void {
    this.#sample(() => this.#sampling.follow(events, before, this.engine.state));
    this.flusher.note(events);
    for (const event of events) this.#start(event);
    this.#tell(events);
  }

  /** Pages do not wait for charts, nor fail with them. */
  #sample(work: () => void): void {
    try {
      work();
    } catch (error) {
      logLine({ level: "error", event: "sampling_failed", error: String(error) });
    }
  }

  /** Pages do not wait for dashboards, nor for a socket that fails. */
  #tell(events: readonly TeamEvent[]): void {
    try {
      this.sockets.tell(this.engine.state, events);
    } catch (error) {
      logLine({ level: "warn", event: "socket_failed", error: String(error) });
    }
  }

  #start(event: TeamEvent): void {
    if (event.kind === "monitors.asked" && event.data.asks.length > 0) {
      this.#asking += 1;
      const asked = this.#prober.ask(this.engine.state, event.data.asks).finally(() => {
        this.#asking -= 1;
        this.#actor.arm();
      });
      this.#actor.track(asked);
    }
    if (event.kind === "send.unconfirmed") this.#actor.track(this.#poll(event.subject));
    if (event.kind === "page.closed") this.#actor.track(this.#outbox.release(this.engine.state, event.subject));
    if (event.kind === "operator.called")
      logLine({ level: "error", event: "operator_called", about: event.subject, why: event.data.why });
    if (event.kind === "item.failed")
      logLine({ level: "error", event: "item_failed", item: event.subject, error: event.data.message });
  }

  /** The fail-over is under way already; a late word from the carrier only sets the record straight. */
  async #poll(id: string): Promise<void> {
    const send = this.engine.state.sends[id];
    const receipt = send ? await this.#outbox.poll(send) : null;
    if (receipt) this.do({ kind: "receipt", send: id, receipt });
  }

  pump(): void {
    this.#actor.pump();
  }

  /** Checks that are due, private probes that fell silent, and the record: after everything that pages. */
  run(): boolean {
    const { state } = this.engine;
    const now = this.engine.now();
    const news = this.#probeWatch.commands(state, Date.now(), now);
    if (news.flatMap((command) => this.do(command)).length > 0) return true;
    if (isDue(nextLook(state, now), now) && Date.now() >= this.#lookAfter) {
      if (this.do({ kind: "look" }).length > 0) return true;
      // A monitor that stays due without anything to ask is a fault of ours: it must not spin the alarm.
      this.#lookAfter = Date.now() + REST;
    }
    this.#background.run(state, Date.now());
    return false;
  }

  /** The earliest machine time at which {@link run} has something to do. */
  due(): number | null {
    const { state } = this.engine;
    const look = nextLook(state, this.engine.now());
    const at = look === null ? null : this.clock.realTimeOf(look);
    const nextAsk = at === null ? null : Math.max(at, this.#lookAfter);
    return earliest([nextAsk, this.#background.due(state), this.#probeWatch.due(state, Date.now())]);
  }

  /** Samples are written out while nothing is being asked, and before a long rest. */
  armed(due: number | null): void {
    if (this.#asking === 0) this.#sample(() => this.sampler.rest(due === null ? null : due - Date.now()));
  }

  ensureAlarm(ask = false): Promise<void> {
    return this.#actor.ensureAlarm(ask);
  }

  alarmFired(): void {
    this.#actor.alarmFired();
  }

  settled(): Promise<void> {
    return this.#actor.settled();
  }

  /** Moves a standing clock on, stopping at everything that becomes due; for tests of the whole stack. */
  async advance(ms: number): Promise<void> {
    const { clock } = this;
    const until = this.engine.now() + ms;
    clock.set(0, this.engine.now());
    for (;;) {
      this.pump();
      await this.settled();
      const now = this.engine.now();
      const next = earliest([nextTimer(this.engine.state), nextLook(this.engine.state, now)]);
      if (next === null || next > until) break;
      clock.set(0, Math.max(next, now + 1));
    }
    clock.set(0, until);
    this.pump();
    await this.settled();
  }
}
