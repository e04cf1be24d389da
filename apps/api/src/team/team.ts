import type { RunLine } from "@nightbell/shared/check/protocol";
import type { Region } from "@nightbell/shared/check/region";
import type { GuardMessage, GuardRpcAnswer } from "@nightbell/shared/guard/message";
import type { PingAnswer, PingMessage } from "@nightbell/shared/heartbeat/ping";
import type { PollAnswer, ProbeHello } from "@nightbell/shared/probe/protocol";
import type { TeamConfig } from "@nightbell/shared/team/config";
import type {
  CallScript,
  CarrierReceipt,
  LinkAct,
  LinkView,
  PagerRpc,
  SmsReply,
} from "@nightbell/shared/team/pager-rpc";
import type { Answer, Caller, HumanAct, TeamRpc } from "@nightbell/shared/team/rpc";
import type { Instant } from "@nightbell/shared/time";
import { answered, refusal, REFUSED } from "./door.ts";
import { askGuard } from "./guard.ts";
import { TEAM_HEADER, USER_HEADER } from "./headers.ts";
import { takePing } from "./ingest.ts";
import { Log } from "./log.ts";
import * as monitorActs from "./monitor-acts.ts";
import * as pager from "./pager.ts";
import * as probeDoor from "./probe-door.ts";
import { Runtime } from "./runtime.ts";
import { TeamReads } from "./team-reads.ts";

const GONE: PingAnswer = { status: 404, text: "not found" };
const NO_GUARD: GuardRpcAnswer = { status: 404, body: null, text: "not found" };

/**
 * One team: its log, its clock, its pages. Adapters only: who may ask is checked here, what happens is decided in
 * `packages/shared`, and carried out by the runtime. What is read of it is {@link TeamReads}.
 */
export class Team extends TeamReads implements TeamRpc, PagerRpc {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const log = Log.open(ctx.storage.sql);
    if (log) this.door.runtime = this.#wake(log);
  }

  #wake(log: Log): Runtime {
    const secret = log.get("secret");
    const route = this.ctx.id.name;
    if (secret === null || route === undefined)
      throw new Error("a team's object must be made by create() and found by its route");
    return new Runtime(this.ctx, this.env, route, log, secret);
  }

  async create({ team, name, zone }: { team: string; name: string; zone: string }): Promise<void> {
    if (!this.door.runtime) {
      const log = Log.create(this.ctx.storage.sql);
      if (log.get("secret") === null) log.set("secret", crypto.randomUUID() + crypto.randomUUID());
      this.door.runtime = this.#wake(log);
    }
    this.door.runtime.do({ kind: "create", team, name, zone });
  }

  async configure(config: TeamConfig): Promise<void> {
    const { runtime } = this.door;
    if (!runtime || runtime.engine.state.team?.id !== config.team.id)
      throw new Error("this configuration is of another team");
    await runtime.ensureAlarm();
    runtime.do({ kind: "configure", config });
  }

  async ping(message: PingMessage): Promise<PingAnswer> {
    const { runtime } = this.door;
    if (!runtime) return GONE;
    await runtime.ensureAlarm();
    return takePing(runtime, message);
  }

  async guard(message: GuardMessage): Promise<GuardRpcAnswer> {
    const { runtime } = this.door;
    if (!runtime) return NO_GUARD;
    await runtime.ensureAlarm();
    return askGuard(runtime, message);
  }

  async pulse(): Promise<void> {
    await this.door.runtime?.ensureAlarm(true);
  }

  override async alarm(): Promise<void> {
    this.door.runtime?.alarmFired();
  }

  /** The dashboard's socket; the API has checked the person and says here who they are. */
  override async fetch(request: Request): Promise<Response> {
    const asked = this.door.asked({
      team: request.headers.get(TEAM_HEADER) ?? "",
      user: request.headers.get(USER_HEADER) ?? "",
    });
    if (!asked) return new Response(REFUSED.message, { status: 404 });
    await asked.runtime.ensureAlarm();
    return asked.runtime.sockets.accept(asked.user);
  }

  async acceptAsNormal(caller: Caller, heartbeat: string, rule: string): Promise<Answer<{ text: string }>> {
    return this.door.act(caller, (runtime) => {
      const events = runtime.do({ kind: "accept as normal", heartbeat, rule });
      if (events.length === 0) return refusal("not_found", "Nothing of the kind stands out any more.");
      return answered({ text: "Noted: this is normal from now on." });
    });
  }

  async act(caller: Caller, incident: string, act: HumanAct): Promise<Answer<{ text: string }>> {
    return this.door.act(caller, (runtime, user) => pager.actOnIncident(runtime, incident, user, "app", act));
  }

  async pause(caller: Caller, what: "heartbeat" | "monitor", id: string): Promise<Answer<{ text: string }>> {
    return this.door.act(caller, (runtime, user) => pager.setPaused(runtime, what, id, user, true));
  }

  async resume(caller: Caller, what: "heartbeat" | "monitor", id: string): Promise<Answer<{ text: string }>> {
    return this.door.act(caller, (runtime, user) => pager.setPaused(runtime, what, id, user, false));
  }

  async pauseMonitor(caller: Caller, id: string, until: Instant | null): Promise<Answer<{ text: string }>> {
    return this.door.act(caller, (runtime, user) => monitorActs.pauseMonitor(runtime, id, user, until));
  }

  async checkNow(caller: Caller, id: string): Promise<Answer<{ text: string }>> {
    return this.door.act(caller, (runtime) => monitorActs.checkNow(runtime, id));
  }

  async dropRegion(caller: Caller, id: string, region: Region): Promise<Answer<{ text: string }>> {
    return this.door.act(caller, (runtime) => monitorActs.dropRegion(runtime, id, region));
  }

  async pageAnyway(caller: Caller, id: string): Promise<Answer<{ text: string }>> {
    return this.door.act(caller, (runtime, user) => monitorActs.pageAnyway(runtime, id, user));
  }

  async probePoll(keyHash: string, hello: ProbeHello): Promise<PollAnswer | null> {
    return this.door.runtime ? probeDoor.poll(this.door.runtime, keyHash, hello) : null;
  }

  async probeResults(keyHash: string, callId: string, lines: readonly RunLine[]): Promise<boolean | null> {
    return this.door.runtime ? probeDoor.results(this.door.runtime, keyHash, callId, lines) : null;
  }

  async setClock(caller: Caller, factor: number): Promise<Answer<{ text: string }>> {
    if (!this.#isLocal) return refusal("forbidden", "Only the local stack has a fast clock.");
    return this.door.act(caller, (runtime) => {
      runtime.clock.set(factor);
      runtime.pump();
      return answered({ text: factor === 1 ? "The clock runs normally." : `The clock runs ${factor} times as fast.` });
    });
  }

  /** Local stack and tests: the clock stands, and moves on by `ms`, stopping at everything that becomes due. */
  async advance(caller: Caller, ms: number): Promise<Answer<{ text: string }>> {
    if (!this.#isLocal) return refusal("forbidden", "Only the local stack's clock can be moved.");
    const asked = this.door.asked(caller);
    if (!asked) return REFUSED;
    await asked.runtime.advance(ms);
    return answered({ text: new Date(asked.runtime.engine.now()).toISOString() });
  }

  async receipt(send: string, receipt: CarrierReceipt): Promise<void> {
    await this.door.runtime?.ensureAlarm();
    this.door.runtime?.do({
      kind: "receipt",
      send,
      receipt: { status: receipt.status, errorCode: receipt.errorCode },
    });
  }

  async callScript(send: string): Promise<Answer<CallScript>> {
    return this.door.runtime ? pager.callScript(this.door.runtime, send) : REFUSED;
  }

  async keypress(send: string, digit: "1" | "2"): Promise<Answer<CallScript>> {
    return this.door.runtime ? pager.keypress(this.door.runtime, send, digit) : REFUSED;
  }

  async smsReply(reply: SmsReply): Promise<{ text: string | null }> {
    return { text: this.door.runtime ? pager.smsReply(this.door.runtime, reply) : null };
  }

  async smsOptOut(number: string, out: boolean): Promise<void> {
    this.door.runtime?.do({ kind: "opted", number, out });
  }

  async linkPage(token: string): Promise<LinkView | null> {
    return this.door.runtime ? pager.linkView(this.door.runtime, token) : null;
  }

  async linkAct(token: string, act: LinkAct): Promise<Answer<{ text: string }>> {
    return this.door.runtime ? pager.linkAct(this.door.runtime, token, act) : REFUSED;
  }

  async pushShown(token: string): Promise<boolean> {
    return this.door.runtime ? pager.pushShown(this.door.runtime, token) : false;
  }

  get #isLocal(): boolean {
    return this.settings.ENVIRONMENT === "local";
  }
}
