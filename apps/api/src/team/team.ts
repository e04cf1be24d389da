import { DurableObject } from "cloudflare:workers";
import type { ErrorCode } from "@nightbell/shared/errors";
import type { GuardMessage, GuardRpcAnswer } from "@nightbell/shared/guard/message";
import type { PingAnswer, PingMessage } from "@nightbell/shared/heartbeat/ping";
import { memberOf } from "@nightbell/shared/paging/reach";
import type { Role, TeamConfig } from "@nightbell/shared/team/config";
import type {
  CallScript,
  CarrierReceipt,
  LinkAct,
  LinkView,
  PagerRpc,
  SmsReply,
} from "@nightbell/shared/team/pager-rpc";
import type {
  Answer,
  Caller,
  HeartbeatRecord,
  HistoryEvent,
  HumanAct,
  Person,
  Refusal,
  TeamRpc,
} from "@nightbell/shared/team/rpc";
import type { Instant } from "@nightbell/shared/time";
import { guardListOf } from "@nightbell/shared/views/guard";
import { heartbeatDetailOf } from "@nightbell/shared/views/heartbeat";
import { incidentDetailOf, incidentViewOf } from "@nightbell/shared/views/incident";
import { monitorDetailOf } from "@nightbell/shared/views/monitor";
import { overviewOf } from "@nightbell/shared/views/overview";
import { storyStart } from "@nightbell/shared/views/story";
import type {
  GuardList,
  HeartbeatDetail,
  IncidentDetail,
  IncidentView,
  MonitorDetail,
  Overview,
} from "@nightbell/shared/views/views";
import { settingsOf } from "../env.ts";
import { askGuard } from "./guard.ts";
import { TEAM_HEADER, USER_HEADER } from "./headers.ts";
import { historyOf } from "./history.ts";
import { takePing } from "./ingest.ts";
import { Log } from "./log.ts";
import * as pager from "./pager.ts";
import { Runtime } from "./runtime.ts";

const REFUSED: Refusal = {
  ok: false,
  code: "not_found",
  message: "There is nothing at this address, or it is not yours to see.",
};
const GONE: PingAnswer = { status: 404, text: "not found" };
const NO_GUARD: GuardRpcAnswer = { status: 404, body: null, text: "not found" };
/** More than this waits for the record only while it is down for long. */
const UNRECORDED_LIMIT = 20_000;
const MAY_ACT: readonly Role[] = ["owner", "admin", "responder"];

const refusal = (code: ErrorCode, message: string): Refusal => ({ ok: false, code, message });
const answered = <T>(value: T): Answer<T> => ({ ok: true, value });

/**
 * One team: its log, its clock, its pages. Adapters only: who may ask is checked here, what happens is decided in
 * `packages/shared`, and carried out by the runtime.
 */
export class Team extends DurableObject<Env> implements TeamRpc, PagerRpc {
  #runtime: Runtime | null = null;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const log = Log.open(ctx.storage.sql);
    if (log) this.#runtime = this.#wake(log);
  }

  #wake(log: Log): Runtime {
    const secret = log.get("secret");
    const route = this.ctx.id.name;
    if (secret === null || route === undefined)
      throw new Error("a team's object must be made by create() and found by its route");
    return new Runtime(this.ctx, this.env, route, log, secret);
  }

  async create({ team, name, zone }: { team: string; name: string; zone: string }): Promise<void> {
    if (!this.#runtime) {
      const log = Log.create(this.ctx.storage.sql);
      if (log.get("secret") === null) log.set("secret", crypto.randomUUID() + crypto.randomUUID());
      this.#runtime = this.#wake(log);
    }
    this.#runtime.do({ kind: "create", team, name, zone });
  }

  async configure(config: TeamConfig): Promise<void> {
    const runtime = this.#runtime;
    if (!runtime || runtime.engine.state.team?.id !== config.team.id)
      throw new Error("this configuration is of another team");
    await runtime.ensureAlarm();
    runtime.do({ kind: "configure", config });
  }

  async ping(message: PingMessage): Promise<PingAnswer> {
    const runtime = this.#runtime;
    if (!runtime) return GONE;
    await runtime.ensureAlarm();
    return takePing(runtime, message);
  }

  async guard(message: GuardMessage): Promise<GuardRpcAnswer> {
    const runtime = this.#runtime;
    if (!runtime) return NO_GUARD;
    await runtime.ensureAlarm();
    return askGuard(runtime, message);
  }

  async pulse(): Promise<void> {
    await this.#runtime?.ensureAlarm(true);
  }

  override async alarm(): Promise<void> {
    this.#runtime?.alarmFired();
  }

  /** The dashboard's socket; the API has checked the person and says here who they are. */
  override async fetch(request: Request): Promise<Response> {
    const asked = this.#asked({
      team: request.headers.get(TEAM_HEADER) ?? "",
      user: request.headers.get(USER_HEADER) ?? "",
    });
    if (!asked) return new Response(REFUSED.message, { status: 404 });
    await asked.runtime.ensureAlarm();
    return asked.runtime.sockets.accept(asked.user);
  }

  /** The runtime for a person or program of this very team; null for anyone else. */
  #asked(caller: Caller): { runtime: Runtime; user: string; mayAct: boolean } | null {
    const runtime = this.#runtime;
    if (!runtime || runtime.engine.state.team?.id !== caller.team) return null;
    // A program's key was checked by the API; a person is checked here, by the object's own roster.
    if ("key" in caller) return { runtime, user: caller.key, mayAct: caller.write };
    const member = memberOf(runtime.engine.state, caller.user);
    return member ? { runtime, user: caller.user, mayAct: MAY_ACT.includes(member.role) } : null;
  }

  /** Reads for a member: null from `view` is `not_found`. */
  async #read<T>(caller: Caller, view: (runtime: Runtime, now: Instant) => T | null): Promise<Answer<T>> {
    const asked = this.#asked(caller);
    if (!asked) return REFUSED;
    await asked.runtime.ensureAlarm();
    const value = view(asked.runtime, asked.runtime.engine.now());
    return value === null ? REFUSED : answered(value);
  }

  async overview(caller: Caller): Promise<Answer<Overview>> {
    const mayOperate = this.#asked(caller)?.mayAct ?? false;
    return this.#read(caller, ({ engine, flusher }, now) =>
      overviewOf(engine.state, now, {
        mayOperate,
        factor: engine.clock.factor,
        recordDown: flusher.recordDown,
        pingBase: this.#pingBase,
      }),
    );
  }

  async heartbeat(caller: Caller, id: string): Promise<Answer<HeartbeatDetail>> {
    const mayOperate = this.#asked(caller)?.mayAct ?? false;
    return this.#read(caller, ({ engine }, now) =>
      heartbeatDetailOf(engine.state, id, now, {
        factor: engine.clock.factor,
        pingBase: this.#pingBase,
        mailDomain: settingsOf(this.env).MAIL_DOMAIN,
        mayOperate,
      }),
    );
  }

  async guards(caller: Caller): Promise<Answer<GuardList>> {
    const mayOperate = this.#asked(caller)?.mayAct ?? false;
    return this.#read(caller, ({ engine }, now) =>
      guardListOf(engine.state, now, { factor: engine.clock.factor, pingBase: this.#pingBase, mayOperate }),
    );
  }

  async heartbeats(caller: Caller): Promise<Answer<{ now: Instant; heartbeats: HeartbeatRecord[] }>> {
    return this.#read(caller, ({ engine: { state } }, now) => ({
      now,
      heartbeats: (state.config?.heartbeats ?? []).flatMap((settings): HeartbeatRecord[] => {
        const known = state.heartbeats[settings.id];
        return known ? [{ settings, state: known }] : [];
      }),
    }));
  }

  async unrecorded(caller: Caller, heartbeat: string): Promise<Answer<HistoryEvent[]>> {
    return this.#read(caller, ({ engine, flusher }) =>
      engine.log
        .since(flusher.cursor, UNRECORDED_LIMIT)
        .flatMap((event) => (event.subject === heartbeat ? [historyOf(event)] : [])),
    );
  }

  async acceptAsNormal(caller: Caller, heartbeat: string, rule: string): Promise<Answer<{ text: string }>> {
    return this.#act(caller, (runtime) => {
      const events = runtime.do({ kind: "accept as normal", heartbeat, rule });
      if (events.length === 0) return refusal("not_found", "Nothing of the kind stands out any more.");
      return answered({ text: "Noted: this is normal from now on." });
    });
  }

  async pingBody(caller: Caller, heartbeat: string, seq: number): Promise<Answer<Uint8Array>> {
    return this.#read(caller, ({ engine }) => engine.log.body(seq, heartbeat));
  }

  async monitor(caller: Caller, id: string): Promise<Answer<MonitorDetail>> {
    return this.#read(caller, ({ engine }, now) =>
      monitorDetailOf(engine.state, id, now, { factor: engine.clock.factor }),
    );
  }

  async incidents(caller: Caller): Promise<Answer<IncidentView[]>> {
    return this.#read(caller, ({ engine }, now) =>
      Object.values(engine.state.incidents)
        .toReversed()
        .map((incident) => incidentViewOf(engine.state, incident, now)),
    );
  }

  async incident(caller: Caller, id: string): Promise<Answer<IncidentDetail>> {
    return this.#read(caller, ({ engine }, now) => {
      const incident = engine.state.incidents[id];
      if (!incident) return null;
      return incidentDetailOf(
        engine.state,
        id,
        now,
        { factor: engine.clock.factor },
        engine.log.storyFrom(storyStart(engine.state, incident)),
      );
    });
  }

  async contactHealth(caller: Person): Promise<Answer<Record<string, { reason: string; at: number }>>> {
    return this.#read(caller, ({ engine }) => {
      const mine = memberOf(engine.state, caller.user)?.contacts.map(({ id }) => id) ?? [];
      return Object.fromEntries(Object.entries(engine.state.disabled).filter(([id]) => mine.includes(id)));
    });
  }

  /** Acts of a person with the right to; `work` says what happened. */
  async #act(
    caller: Caller,
    work: (runtime: Runtime, user: string) => Answer<{ text: string }>,
  ): Promise<Answer<{ text: string }>> {
    const asked = this.#asked(caller);
    if (!asked) return REFUSED;
    if (!asked.mayAct) return refusal("forbidden", "Viewers can look, not act. Ask an owner to make you a responder.");
    await asked.runtime.ensureAlarm();
    return work(asked.runtime, asked.user);
  }

  async act(caller: Caller, incident: string, act: HumanAct): Promise<Answer<{ text: string }>> {
    return this.#act(caller, (runtime, user) => pager.actOnIncident(runtime, incident, user, "app", act));
  }

  async pause(caller: Caller, what: "heartbeat" | "monitor", id: string): Promise<Answer<{ text: string }>> {
    return this.#act(caller, (runtime, user) => pager.setPaused(runtime, what, id, user, true));
  }

  async resume(caller: Caller, what: "heartbeat" | "monitor", id: string): Promise<Answer<{ text: string }>> {
    return this.#act(caller, (runtime, user) => pager.setPaused(runtime, what, id, user, false));
  }

  async setClock(caller: Caller, factor: number): Promise<Answer<{ text: string }>> {
    if (!this.#isLocal) return refusal("forbidden", "Only the local stack has a fast clock.");
    return this.#act(caller, (runtime) => {
      runtime.engine.clock.set(factor);
      runtime.pump();
      return answered({ text: factor === 1 ? "The clock runs normally." : `The clock runs ${factor} times as fast.` });
    });
  }

  /** Local stack and tests: the clock stands, and moves on by `ms`, stopping at everything that becomes due. */
  async advance(caller: Caller, ms: number): Promise<Answer<{ text: string }>> {
    if (!this.#isLocal) return refusal("forbidden", "Only the local stack's clock can be moved.");
    const asked = this.#asked(caller);
    if (!asked) return REFUSED;
    await asked.runtime.advance(ms);
    return answered({ text: new Date(asked.runtime.engine.now()).toISOString() });
  }

  async receipt(send: string, receipt: CarrierReceipt): Promise<void> {
    await this.#runtime?.ensureAlarm();
    this.#runtime?.do({ kind: "receipt", send, receipt: { status: receipt.status, errorCode: receipt.errorCode } });
  }

  async callScript(send: string): Promise<Answer<CallScript>> {
    return this.#runtime ? pager.callScript(this.#runtime, send) : REFUSED;
  }

  async keypress(send: string, digit: "1" | "2"): Promise<Answer<CallScript>> {
    return this.#runtime ? pager.keypress(this.#runtime, send, digit) : REFUSED;
  }

  async smsReply(reply: SmsReply): Promise<{ text: string | null }> {
    return { text: this.#runtime ? pager.smsReply(this.#runtime, reply) : null };
  }

  async smsOptOut(number: string, out: boolean): Promise<void> {
    this.#runtime?.do({ kind: "opted", number, out });
  }

  async linkPage(token: string): Promise<LinkView | null> {
    return this.#runtime ? pager.linkView(this.#runtime, token) : null;
  }

  async linkAct(token: string, act: LinkAct): Promise<Answer<{ text: string }>> {
    return this.#runtime ? pager.linkAct(this.#runtime, token, act) : REFUSED;
  }

  async pushShown(token: string): Promise<boolean> {
    return this.#runtime ? pager.pushShown(this.#runtime, token) : false;
  }

  get #pingBase(): string {
    return settingsOf(this.env).PING_BASE;
  }

  get #isLocal(): boolean {
    return settingsOf(this.env).ENVIRONMENT === "local";
  }
}
