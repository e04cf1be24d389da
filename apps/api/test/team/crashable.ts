import { AsyncLocalStorage } from "node:async_hooks";
import { Actor } from "@nightbell/shared/actor/actor";
import { nextTimer } from "@nightbell/shared/team/agenda";
import type { CarrierReceipt } from "@nightbell/shared/team/pager-rpc";
import type { PhoneRpc } from "@nightbell/shared/team/phone-rpc";
import type { TeamState } from "@nightbell/shared/team/state";
import { isDue } from "@nightbell/shared/time";
import { phoneOf } from "../../src/carriers/bindings.ts";
import { Flusher } from "../../src/team/flusher.ts";
import { Outbox } from "../../src/team/outbox.ts";
import { Team as RealTeam } from "../../src/team/team.ts";
import { crashPoints, type CrashPoints } from "./crash-points.ts";

/**
 * The product's Team object with its path numbered: every await between a claim and its recorded outcome, both ends of an
 * alarm and of a receipt. What is "not durable" crashes in the turn of its writes, which then never were.
 */

/**
 * An object that is awake. `line`: the send before; its outcome is durable before the next begins, so that places have an
 * order. `alarm`: the one that has gone off, until something is armed.
 */
type Life = {
  points: CrashPoints;
  object: DurableObjectState;
  pass(place: string): void;
  line: Promise<void>;
  through(): void;
  alarm: string | null;
};
const lives = new Map<string, Life>();

/** Null for teams whose path is not numbered. */
const lifeOf = ({ team }: TeamState): Life | null => lives.get(team?.id ?? "") ?? null;

/** The send whose code is running. */
const sending = new AsyncLocalStorage<(place: string) => void>();

const { deliver } = Outbox.prototype;
Outbox.prototype.deliver = async function (id, current, now) {
  const life = lifeOf(current());
  if (!life) return deliver.call(this, id, current, now);
  const { line } = life;
  const through = Promise.withResolvers<void>();
  life.line = through.promise;
  const pass = (place: string): void => life.pass(`${id} ${place}`);
  pass("claimed, not durably");
  await life.object.storage.sync();
  pass("claimed");
  await line;
  life.through = through.resolve;
  const result = await sending.run(pass, () => deliver.call(this, id, current, now));
  pass("outcome known");
  return result;
};

const { do: act, arm } = Actor.prototype;
Actor.prototype.do = function (command, body) {
  const events = act.call(this, command, body);
  const life = command.kind === "sent" || command.kind === "withdrawn" ? lifeOf(this.engine.state) : null;
  if (life && "send" in command) {
    const { through } = life;
    life.pass(`${command.send} recorded, not durably`);
    this.track(
      life.object.storage.sync().then(() => {
        life.pass(`${command.send} recorded`);
        through();
      }),
    );
  }
  return events;
};

Actor.prototype.arm = function () {
  const life = lifeOf(this.engine.state);
  if (life && life.alarm !== null) life.pass(`${life.alarm} has not armed`);
  if (life) life.alarm = null;
  arm.call(this);
};

const network = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  const pass = sending.getStore();
  pass?.("before its request");
  const response = await network(input, init);
  pass?.("has an answer that nobody has read");
  return response;
};

/** The record is no part of the path; its retries would only wake the object more often. */
const { note } = Flusher.prototype;
Flusher.prototype.note = function (events) {
  if (lives.size === 0) note.call(this, events);
};

/** The number's object, as a team's sees it. */
function phoneAt(env: Env, number: string): Pick<PhoneRpc, "assign" | "release"> {
  const phone = phoneOf(env, number);
  return {
    async assign(page, at) {
      sending.getStore()?.("before its code");
      const code = await phone.assign(page, at);
      sending.getStore()?.("has its code");
      return code;
    },
    release: (route, page) => phone.release(route, page),
  };
}

const lifeAt = (points: CrashPoints, object: DurableObjectState): Life => ({
  points,
  object,
  pass: (place) => points.pass(place, object),
  line: Promise.resolve(),
  through: () => undefined,
  alarm: null,
});

export class Team extends RealTeam {
  readonly #life: Life | null;

  constructor(ctx: DurableObjectState, env: Env) {
    const team = `team_${ctx.id.name}`;
    const points = crashPoints.get(team);
    const PHONE = { getByName: (number: string) => phoneAt(env, number) };
    super(ctx, points ? { ...env, PHONE: PHONE as unknown as Env["PHONE"] } : env);
    this.#life = points ? lifeAt(points, ctx) : null;
    if (this.#life) lives.set(team, this.#life);
  }

  override async alarm(): Promise<void> {
    const engine = this.door.runtime?.engine;
    const life = engine && isDue(nextTimer(engine.state), engine.now()) ? this.#life : null;
    const name = `the alarm for event ${engine?.state.seq}`;
    life?.pass(`${name} goes off`);
    if (life) life.alarm = name;
    const done = super.alarm();
    life?.pass(`${name} has armed, not durably`);
    await done;
    if (life?.points.alarmsThrow === true) throw new Error("an alarm that was told to fail");
  }

  override async receipt(send: string, receipt: CarrierReceipt): Promise<void> {
    const name = `${send}'s receipt`;
    this.#life?.pass(`${name} comes`);
    await super.receipt(send, receipt);
    this.#life?.pass(`${name} taken, not durably`);
    await this.ctx.storage.sync();
    this.#life?.pass(`${name} taken`);
  }

  /** Waits until nothing is under way any more. @returns when it will be woken, machine time */
  async settled(): Promise<number | null> {
    await this.door.runtime?.settled();
    return this.ctx.storage.getAlarm();
  }
}
