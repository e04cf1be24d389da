import { DurableObject } from "cloudflare:workers";
import type { TeamConfig } from "@nightbell/shared/team/config";
import type { RunLine } from "@nightbell/shared/check/protocol";
import type { PollAnswer } from "@nightbell/shared/probe/protocol";
import type { Answer, Caller, ChainQuestion, RotaEdit } from "@nightbell/shared/team/rpc";
import { emptyState, type TeamState } from "@nightbell/shared/team/state";
import { calendarViewOf } from "@nightbell/shared/views/calendar";
import { calendarFeedOf } from "@nightbell/shared/views/calendar-feed";
import { editPreviewOf } from "@nightbell/shared/views/calendar-preview";
import { chainViewOf } from "@nightbell/shared/views/chain";
import { coverageViewOf } from "@nightbell/shared/views/coverage";
import { onCallViewOf } from "@nightbell/shared/views/on-call-view";
import { policyListOf } from "@nightbell/shared/views/policies";
import { app } from "../../src/app.ts";
import { sweep } from "../../src/directory/sweep.ts";
import { edge } from "../../src/routes/edge.ts";

export { Directory } from "../../src/directory/directory.ts";
export { Phone } from "../../src/phone/phone.ts";

const refuse = (): Answer<never> => ({ ok: false, code: "not_found", message: "no such thing" });
const said = (text: string): Answer<{ text: string }> => ({ ok: true, value: { text } });

/**
 * Plays the Team object for tests of the API: keeps the newest configuration, knows its roster, and records who asked.
 * Incidents are not its business; it has one, `inc_1`.
 */
export class Team extends DurableObject {
  #config(): TeamConfig | undefined {
    return this.ctx.storage.kv.get<TeamConfig>("config");
  }

  #guard<T>(caller: Caller, value: T): Answer<T> {
    const config = this.#config();
    const known =
      config?.team.id === caller.team &&
      ("key" in caller || config.members.some((member) => member.id === caller.user));
    return known ? { ok: true, value } : refuse();
  }

  create(input: { team: string }): void {
    this.ctx.storage.kv.put("team", input.team);
  }

  configure(config: TeamConfig): void {
    if (config.version >= (this.#config()?.version ?? 0)) this.ctx.storage.kv.put("config", config);
  }

  pulse(): void {
    if (this.ctx.storage.kv.get("broken") === true) throw new Error("this team is broken");
    this.ctx.storage.kv.put("pulsed", true);
  }

  overview(caller: Caller) {
    return this.#guard(caller, { team: { id: caller.team, name: this.#config()?.team.name } });
  }
  incidents(caller: Caller) {
    return this.#guard(caller, []);
  }
  incident(caller: Caller, id: string) {
    return id === "inc_1" ? this.#guard(caller, { id }) : refuse();
  }
  act(caller: Caller, id: string, act: { kind: string }) {
    return id === "inc_1" ? this.#guard(caller, { text: act.kind }) : refuse();
  }
  heartbeat(caller: Caller, id: string) {
    const found = this.#config()?.heartbeats.find((entry) => entry.id === id);
    return found === undefined ? refuse() : this.#guard(caller, { id });
  }
  monitor(caller: Caller, id: string) {
    const found = this.#config()?.monitors.find((entry) => entry.id === id);
    return found === undefined ? refuse() : this.#guard(caller, { id });
  }
  series(caller: Caller, { monitor }: { monitor: string | null }) {
    if (monitor !== null && !this.monitor(caller, monitor).ok) return refuse();
    return this.#guard(caller, { now: Date.now(), recorded: Date.now(), rollups: [] });
  }
  maintenance(caller: Caller) {
    return this.#guard(caller, { clock: { now: "", factor: 1 }, windows: this.#config()?.maintenance ?? [] });
  }
  probes(caller: Caller) {
    return this.#guard(caller, { clock: { now: "", factor: 1 }, probes: this.#config()?.probes ?? [] });
  }
  pauseMonitor(caller: Caller, id: string, until: number | null) {
    return this.monitor(caller, id).ok ? said(`paused until ${until}`) : refuse();
  }
  checkNow(caller: Caller, id: string) {
    return this.monitor(caller, id).ok ? said("asked") : refuse();
  }
  dropRegion(caller: Caller, id: string, region: string) {
    return this.monitor(caller, id).ok ? said(`dropped ${region}`) : refuse();
  }
  pageAnyway(caller: Caller, id: string) {
    return this.monitor(caller, id).ok ? said("paged") : refuse();
  }
  /** A probe that is known gets a call without checks; its lines are counted in the answer to the next poll. */
  probePoll(keyHash: string): PollAnswer | null {
    const probe = this.#config()?.probes.find((known) => known.keyHash === keyHash);
    if (probe === undefined) return null;
    const call = { v: 1, callId: "call", region: probe.id, purpose: "control", deadlineMs: 1, checks: [] } as const;
    return { call: { ...call, checks: [] }, controls: [], serverNow: this.ctx.storage.kv.get<number>("lines") ?? 0 };
  }
  probeResults(keyHash: string, callId: string, lines: readonly RunLine[]): boolean | null {
    if (this.probePoll(keyHash) === null) return null;
    this.ctx.storage.kv.put("lines", lines.length);
    return callId === "call";
  }
  guards(caller: Caller) {
    return this.#guard(caller, { clock: { now: "", factor: 1 }, guards: this.#config()?.guards ?? [] });
  }
  /** Reads of on-call are worked out as the real object does, from the configuration alone. */
  #view<T>(caller: Caller, view: (state: TeamState, user: string, now: number) => T | null): Answer<T> {
    const config = this.#config() ?? null;
    const team = config && { id: config.team.id, name: config.team.name, zone: config.team.zone };
    const state: TeamState = { ...emptyState(), team, config };
    const value = view(state, "key" in caller ? caller.key : caller.user, Date.now());
    return value === null ? refuse() : this.#guard(caller, value);
  }
  onCall(caller: Caller) {
    return this.#view(caller, onCallViewOf);
  }
  calendar(caller: Caller, from: number, until: number) {
    return this.#view(caller, (state, user, now) => calendarViewOf(state, user, { from, until }, now));
  }
  previewEdit(caller: Caller, edit: RotaEdit) {
    return this.#view(caller, (state, user, now) => editPreviewOf(state, user, edit, now));
  }
  policies(caller: Caller) {
    return this.#view(caller, (state, _, now) => policyListOf(state, now));
  }
  chain(caller: Caller, question: ChainQuestion) {
    return this.#view(caller, (state, _, now) => chainViewOf(state, question, now));
  }
  coverage(caller: Caller) {
    return this.#view(caller, coverageViewOf);
  }
  calendarFeed(tokenHash: string) {
    const config = this.#config();
    return config === undefined ? null : calendarFeedOf({ ...emptyState(), config }, tokenHash, Date.now());
  }
  unrecorded(caller: Caller) {
    return this.#guard(caller, []);
  }
  acceptAsNormal(caller: Caller, id: string) {
    return this.heartbeat(caller, id).ok ? said("normal") : refuse();
  }
  pingBody(): Answer<never> {
    return refuse();
  }
  pause(caller: Caller, kind: "heartbeat" | "monitor", id: string) {
    return this[kind](caller, id).ok ? said("paused") : refuse();
  }
  resume(caller: Caller, kind: "heartbeat" | "monitor", id: string) {
    return this[kind](caller, id).ok ? said("resumed") : refuse();
  }
  contactHealth(caller: Caller) {
    return this.#guard(caller, {});
  }
  setClock(caller: Caller, factor: number) {
    return this.#guard(caller, { text: `${factor}` });
  }
  advance(caller: Caller, ms: number) {
    return this.#guard(caller, { text: `${ms}` });
  }

  override fetch(request: Request): Response {
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    server.send(
      JSON.stringify({ team: request.headers.get("x-nightbell-team"), user: request.headers.get("x-nightbell-user") }),
    );
    return new Response(null, { status: 101, webSocket: client });
  }
}

app.route("/", edge);

export default {
  fetch: app.fetch,
  async scheduled(_controller: unknown, env: Env) {
    await sweep(env);
  },
};
