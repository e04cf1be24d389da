import { nextTimer } from "../team/agenda.ts";
import type { Command } from "../team/commands.ts";
import type { TeamEvent } from "../team/events.ts";
import type { TeamState } from "../team/state.ts";
import { earliest, isDue, SECOND, type Instant } from "../time.ts";
import { Alarm } from "./alarm.ts";
import { decided } from "../team/decide.ts";
import { Engine, type Rules } from "./engine.ts";
import type { Ports } from "./ports.ts";

/** Of the six connections that may wait at once, these are for pages; the rest is for the flush. */
const SENDS_AT_ONCE = 4;
/** After a fault of ours, and while all hands are busy sending: not at once again, and not never. */
const REST = SECOND;

/**
 * One team alive: takes commands, carries out what was claimed, lets time pass, and keeps the alarm set. It holds no
 * rule of the domain and knows no platform: production and the simulator run this very code over ports of their own
 * (spec "trust" §4 and §5).
 */
export class Actor {
  readonly engine: Engine;
  readonly #ports: Ports;
  readonly #alarm: Alarm;
  readonly #pending = new Set<Promise<void>>();
  #sending = 0;
  #timer: { state: TeamState; at: Instant | null } | null = null;
  #restUntil = 0;
  #tickAfter = 0;
  #pumping = false;

  constructor(ports: Ports, rules: Rules = decided) {
    this.#ports = ports;
    this.engine = new Engine(ports.store, ports.clock, rules);
    this.#alarm = new Alarm(ports.alarm, () => ports.clock.machine());
  }

  /** Takes a command, starts what follows from it, and sees to what is due. @param body bytes that came with a ping */
  do(command: Command, body: Uint8Array | null = null): TeamEvent[] {
    const before = this.engine.state;
    const events = this.engine.do(command, body);
    this.#ports.happened(events, before);
    for (const event of events) if (event.kind === "send.claimed") this.#send(event.subject);
    this.pump();
    return events;
  }

  #send(id: string): void {
    this.#sending += 1;
    const sent = this.#ports.carriers
      .deliver(id, () => this.engine.state, this.engine.now())
      .finally(() => (this.#sending -= 1));
    this.track(
      sent.then((result) => {
        this.do(result === null ? { kind: "withdrawn", send: id } : { kind: "sent", send: id, result });
      }),
    );
  }

  /** Keeps the process awake for work under way. An outcome that is lost is repaired by the send's lease. */
  track(work: Promise<void>): void {
    const safe = work.catch((error: unknown) => this.#ports.fault("effect_failed", error));
    this.#pending.add(safe);
    this.#ports.track(safe.finally(() => this.#pending.delete(safe)));
  }

  /** Lets everything happen that is due, then sets the alarm for the next. Never throws. */
  pump(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      while (this.#step());
    } catch (error) {
      this.#restUntil = this.#ports.clock.machine() + REST;
      this.#ports.fault("pump_failed", error);
    } finally {
      this.#pumping = false;
      this.arm();
    }
  }

  /** One thing that is due; false when there is none, or none that may run now. */
  #step(): boolean {
    const machine = this.#ports.clock.machine();
    if (machine < this.#restUntil) return false;
    if (isDue(this.#nextTimer(), this.engine.now()) && machine >= this.#tickAfter) {
      const events = this.do({ kind: "tick", maxClaims: SENDS_AT_ONCE - this.#sending });
      if (events.length > 0) return true;
      // Full hands wait for a send to come back; anything else that does not move is a fault. Neither stops the rest.
      if (this.#sending < SENDS_AT_ONCE) this.#tickAfter = machine + REST;
    }
    return this.#ports.beside.run();
  }

  /** When the rules want to be asked next. Looked up once for each state: every entry and every end of one asks. */
  #nextTimer(): Instant | null {
    const { state } = this.engine;
    if (this.#timer?.state !== state) this.#timer = { state, at: nextTimer(state) };
    return this.#timer.at;
  }

  /** The earliest machine time at which something is due; null when only the world can change anything. */
  #nextDue(): number | null {
    const { clock, beside } = this.#ports;
    const timer = this.#nextTimer();
    const at = timer === null ? null : clock.realTimeOf(timer);
    const handsFree = this.#sending < SENDS_AT_ONCE ? this.#tickAfter : clock.machine() + REST;
    const first = earliest([at === null ? null : Math.max(at, handsFree), beside.due()]);
    return first === null ? null : Math.max(first, this.#restUntil);
  }

  /** Arms for what comes next; if even that cannot be told, soon, because an alarm that is not set is silence. */
  arm(): void {
    const due = this.#dueOrSoon();
    this.#alarm.arm(due);
    this.#ports.beside.armed(due);
  }

  #dueOrSoon(): number | null {
    try {
      return this.#nextDue();
    } catch (error) {
      this.#ports.fault("due_failed", error);
      return this.#ports.clock.machine() + REST;
    }
  }

  /** Repairs a lost alarm; every entry to the actor comes by here (spec "trust" §5.7). @param ask as the sweeper does */
  async ensureAlarm(ask = false): Promise<void> {
    const late = await this.#alarm.lost(this.#dueOrSoon(), ask);
    if (late === null) return;
    this.do({ kind: "alarm repaired", late });
  }

  /** The alarm went off. Never throws. */
  alarmFired(): void {
    this.#alarm.fired(() => this.pump());
    this.arm();
  }

  /** Resolves when nothing is under way any more. */
  async settled(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }
}
