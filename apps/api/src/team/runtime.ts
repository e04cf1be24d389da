import { RateLimit } from "@nightbell/shared/heartbeat/rate-limit";
import type { Route } from "@nightbell/shared/ids";
import { nextTimer } from "@nightbell/shared/team/agenda";
import type { Command } from "@nightbell/shared/team/commands";
import type { TeamEvent } from "@nightbell/shared/team/events";
import type { TeamState } from "@nightbell/shared/team/state";
import { voteLife } from "@nightbell/shared/check/verdict";
import { settingsIn } from "@nightbell/shared/team/monitor-agenda";
import { nextLook } from "@nightbell/shared/team/watch-monitors";
import { earliest, isDue, SECOND, type Instant } from "@nightbell/shared/time";
import { settingsOf } from "../env.ts";
import { logLine } from "../http/log.ts";
import { Alarm } from "./alarm.ts";
import { Background } from "./background.ts";
import { Engine } from "./engine.ts";
import { Flusher } from "./flusher.ts";
import { Links } from "./links.ts";
import type { Log } from "./log.ts";
import { Outbox } from "./outbox.ts";
import { CheckRequests } from "./check-requests.ts";
import { PrivateProbes } from "./private-probes.ts";
import { ProbeWatch } from "./probe-watch.ts";
import { Prober } from "./prober.ts";
import { Sampler } from "./sampler.ts";
import { Sampling } from "./sampling.ts";
import { Sockets } from "./sockets.ts";

/** Of the six connections that may wait at once, these are for pages; the rest is for the flush. */
const SENDS_AT_ONCE = 4;
/** After a fault of ours, and while all hands are busy sending: not at once again, and not never. */
const REST = SECOND;

/** Turns events into effects and lets time pass: the thin shell around the engine. It holds no rule of the domain. */
export class Runtime {
  readonly engine: Engine;
  readonly route: Route;
  readonly rateLimit = new RateLimit();
  readonly links: Links;
  readonly sockets: Sockets;
  readonly flusher: Flusher;
  readonly sampler: Sampler;
  readonly privateProbes: PrivateProbes;
  readonly #sampling: Sampling;
  readonly #probeWatch: ProbeWatch;
  readonly #ctx: DurableObjectState;
  readonly #alarm: Alarm;
  readonly #outbox: Outbox;
  readonly #prober: Prober;
  readonly #background: Background;
  readonly #pending = new Set<Promise<void>>();
  #sending = 0;
  /** Probe calls that are out: samples are written once they are in, or every answer would be a row. */
  #asking = 0;
  #timer: { state: TeamState; at: Instant | null } | null = null;
  #restUntil = 0;
  #tickAfter = 0;
  #lookAfter = 0;
  #pumping = false;

  constructor(ctx: DurableObjectState, env: Env, route: Route, log: Log, secret: string) {
    this.#ctx = ctx;
    this.route = route;
    this.engine = new Engine(ctx.storage, log);
    this.links = new Links(route, secret);
    this.sockets = new Sockets(ctx);
    this.flusher = new Flusher(env, log, this.engine.state.seq);
    this.#alarm = new Alarm(ctx.storage);
    this.#outbox = new Outbox(env, route, this.links);
    this.sampler = new Sampler(env, ctx.storage.sql, log, this.engine.clock, (monitor) => {
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
      track: (work) => this.#track(work),
      pump: () => this.pump(),
      do: (command) => void this.do(command),
    });
  }

  /** Takes a command, starts what follows from it, and sees to what is due. */
  do(command: Command, body: Uint8Array | null = null): TeamEvent[] {
    const before = this.engine.state;
    const events = this.engine.do(command, body);
    this.#sample(() => this.#sampling.follow(events, before, this.engine.state));
    if (command.kind === "configure" || command.kind === "create") this.#background.heard(Date.now());
    this.flusher.note(events);
    for (const event of events) this.#start(event);
    this.#tell(events);
    this.pump();
    return events;
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
    if (event.kind === "send.claimed") this.#send(event.subject);
    if (event.kind === "monitors.asked" && event.data.asks.length > 0) {
      this.#asking += 1;
      const asked = this.#prober.ask(this.engine.state, event.data.asks).finally(() => {
        this.#asking -= 1;
        this.#armNext();
      });
      this.#track(asked);
    }
    if (event.kind === "send.unconfirmed") this.#track(this.#poll(event.subject));
    if (event.kind === "page.closed") this.#track(this.#outbox.release(this.engine.state, event.subject));
    if (event.kind === "operator.called")
      logLine({ level: "error", event: "operator_called", about: event.subject, why: event.data.why });
    if (event.kind === "item.failed")
      logLine({ level: "error", event: "item_failed", item: event.subject, error: event.data.message });
  }

  #send(id: string): void {
    this.#sending += 1;
    const sent = this.#outbox
      .deliver(id, () => this.engine.state, this.engine.now())
      .finally(() => (this.#sending -= 1));
    this.#track(
      sent.then((result) => {
        this.do(result === null ? { kind: "withdrawn", send: id } : { kind: "sent", send: id, result });
      }),
    );
  }

  /** The fail-over is under way already; a late word from the carrier only sets the record straight. */
  async #poll(id: string): Promise<void> {
    const send = this.engine.state.sends[id];
    const receipt = send ? await this.#outbox.poll(send) : null;
    if (receipt) this.do({ kind: "receipt", send: id, receipt });
  }

  /** Keeps the object awake for work under way. An outcome that is lost is repaired by the send's lease. */
  #track(work: Promise<void>): void {
    const safe = work.catch((error: unknown) =>
      logLine({ level: "error", event: "effect_failed", error: String(error) }),
    );
    this.#pending.add(safe);
    this.#ctx.waitUntil(safe.finally(() => this.#pending.delete(safe)));
  }

  /** Lets everything happen that is due, then sets the alarm for the next. Never throws. */
  pump(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      while (this.#step());
    } catch (error) {
      this.#restUntil = Date.now() + REST;
      logLine({ level: "error", event: "pump_failed", error: String(error) });
    } finally {
      this.#pumping = false;
      this.#armNext();
    }
  }

  /** One thing that is due; false when there is none, or none that may run now. */
  #step(): boolean {
    const { state } = this.engine;
    const now = this.engine.now();
    if (Date.now() < this.#restUntil) return false;
    if (isDue(this.#nextTimer(), now) && Date.now() >= this.#tickAfter) {
      const events = this.do({ kind: "tick", maxClaims: SENDS_AT_ONCE - this.#sending });
      if (events.length > 0) return true;
      // Full hands wait for a send to come back; anything else that does not move is a fault. Neither stops the rest.
      if (this.#sending < SENDS_AT_ONCE) this.#tickAfter = Date.now() + REST;
    }
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

  /** When the rules want to be asked next. Looked up once for each state: every entry and every end of one asks. */
  #nextTimer(): Instant | null {
    const { state } = this.engine;
    if (this.#timer?.state !== state) this.#timer = { state, at: nextTimer(state) };
    return this.#timer.at;
  }

  /** The earliest real time at which something is due; null when only the world can change anything. */
  #nextDue(): number | null {
    const { state, clock } = this.engine;
    const [timer, look] = [this.#nextTimer(), nextLook(state, this.engine.now())].map((at) =>
      at === null ? null : clock.realTimeOf(at),
    );
    const handsFree = this.#sending < SENDS_AT_ONCE ? this.#tickAfter : Date.now() + REST;
    const nextTick = timer === null || timer === undefined ? null : Math.max(timer, handsFree);
    const nextAsk = look === null || look === undefined ? null : Math.max(look, this.#lookAfter);
    const first = earliest([nextTick, nextAsk, this.#background.due(state), this.#probeWatch.due(state, Date.now())]);
    return first === null ? null : Math.max(first, this.#restUntil);
  }

  /** Arms for what comes next; if even that cannot be told, soon, because an alarm that is not set is silence. */
  #armNext(): void {
    const due = this.#dueOrSoon();
    this.#alarm.arm(due);
    if (this.#asking === 0) this.#sample(() => this.sampler.rest(due === null ? null : due - Date.now()));
  }

  #dueOrSoon(): number | null {
    try {
      return this.#nextDue();
    } catch (error) {
      logLine({ level: "error", event: "due_failed", error: String(error) });
      return Date.now() + REST;
    }
  }

  /** Repairs a lost alarm; every entry to the object comes by here (spec "trust" §5.7). */
  async ensureAlarm(ask = false): Promise<void> {
    const late = await this.#alarm.lost(this.#dueOrSoon(), ask);
    if (late === null) return;
    this.do({ kind: "alarm repaired", late });
  }

  alarmFired(): void {
    this.#alarm.fired(() => this.pump());
    this.#armNext();
  }

  /** Resolves when nothing is under way any more. */
  async settled(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }

  /** Moves a standing clock on, stopping at everything that becomes due; for tests of the whole stack. */
  async advance(ms: number): Promise<void> {
    const { clock } = this.engine;
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
