import {
  PROTOCOL_VERSION,
  runLine,
  type CheckResult,
  type RunLine,
  type RunRequest,
} from "@nightbell/shared/check/protocol";
import { isProbeId, type CloudRegion, type ProbeId, type Region } from "@nightbell/shared/check/region";
import type { Ask } from "@nightbell/shared/check/round";
import type { Outcome } from "@nightbell/shared/check/verdict";
import type { TeamState } from "@nightbell/shared/team/state";
import { logLine } from "../http/log.ts";
import { linesOf } from "../ndjson.ts";
import { probeOf } from "../probes.ts";
import { CallQueue } from "./call-queue.ts";
import { callsFor, rankOf, type Call, type CheckRequests } from "./check-requests.ts";
import type { PrivateProbes } from "./private-probes.ts";

/** What the prober found out, told one by one as it comes. */
export type Finding =
  | { kind: "checked"; monitor: string; outcome: Outcome }
  | { kind: "sight"; region: Region; sighted: boolean };

/** A call is carried out by regions within so long; the object's alarm waits for none of it. */
const CALL_DEADLINE_MS = 25_000;
/** What a check may take beyond its time-out, to tell what was wrong. */
const CHECK_SLACK_MS = 5_000;
const CONTROLS_NEEDED = 2;

/** What a call under way has brought so far. */
type Run = {
  region: Region;
  colo: string;
  /** Asked and not answered. */
  open: Map<string, Ask>;
  /** Whether the region's control targets answered; null until it said. */
  sighted: boolean | null;
  doubtful: { result: CheckResult; ask: Ask }[];
};

/** Hands checks to the probes and turns their answers into findings. */
export class Prober {
  readonly #env: Env;
  readonly #requests: CheckRequests;
  readonly #privateProbes: PrivateProbes;
  readonly #find: (finding: Finding) => void;
  readonly #queue = new CallQueue();

  constructor(env: Env, requests: CheckRequests, privateProbes: PrivateProbes, find: (finding: Finding) => void) {
    this.#env = env;
    this.#requests = requests;
    this.#privateProbes = privateProbes;
    this.#find = find;
  }

  /** Asks all of them; resolves when the last answer is in. Never throws. */
  async ask(state: TeamState, asks: readonly Ask[]): Promise<void> {
    await Promise.all(callsFor(state, asks).map((call) => this.#start(state, call)));
  }

  /** Asks only whether a blind region sees its control targets again. */
  async control(state: TeamState, region: Region): Promise<void> {
    await this.#start(state, { region, purpose: "control", up: false, asks: [] });
  }

  /** A private probe fetches its calls by itself: waiting for it must keep no region waiting. */
  #start(state: TeamState, call: Call): Promise<void> {
    const { region } = call;
    return isProbeId(region)
      ? this.#run(call, this.#fetched(region, state, call))
      : this.#queue.run(rankOf(call), (answered) => this.#run(call, this.#streamed(region, state, call, answered)));
  }

  async #run(call: Call, lines: AsyncIterable<RunLine>): Promise<void> {
    const run: Run = {
      region: call.region,
      colo: "unknown",
      open: new Map(call.asks.map((ask) => [ask.monitor, ask])),
      sighted: null,
      doubtful: [],
    };
    try {
      for await (const line of lines) {
        if (line.line === "hello") run.colo = line.colo;
        if (line.line === "result") this.#take(run, line);
        if (line.line === "controls") this.#see(run, line.reachable >= Math.min(CONTROLS_NEEDED, line.of));
      }
    } catch (error) {
      logLine({ level: "warn", event: "probe_call_failed", region: call.region, error: String(error) });
    }
    for (const ask of [...run.open.values(), ...run.doubtful.map((entry) => entry.ask)]) this.#void(ask, run);
  }

  /** A pass counts at once; a failure waits for the word of the control targets, whichever comes first. */
  #take(run: Run, result: CheckResult): void {
    const ask = run.open.get(result.monitor);
    if (!ask || ask.tick !== result.tick || ask.attempt !== result.attempt || ask.revision !== result.revision) return;
    run.open.delete(result.monitor);
    const word = result.unknown ? "void" : result.ok ? "pass" : null;
    if (word !== null)
      return this.#find({ kind: "checked", monitor: ask.monitor, outcome: outcomeOf(ask, run, result, word) });
    run.doubtful.push({ result, ask });
    this.#judge(run);
  }

  #see(run: Run, sighted: boolean): void {
    run.sighted = sighted;
    if (sighted) this.#find({ kind: "sight", region: run.region, sighted });
    this.#judge(run);
    if (!sighted) this.#find({ kind: "sight", region: run.region, sighted });
  }

  #judge(run: Run): void {
    const { sighted } = run;
    if (sighted === null) return;
    for (const { result, ask } of run.doubtful.splice(0)) {
      const outcome = outcomeOf(ask, run, result, sighted ? "fail" : "void");
      this.#find({ kind: "checked", monitor: ask.monitor, outcome: sighted ? outcome : { ...outcome, blind: true } });
    }
  }

  #void({ monitor, tick, attempt, revision }: Ask, { region, colo }: Run): void {
    const outcome: Outcome = { region, tick, attempt, revision, colo, result: "void", totalMs: 0 };
    this.#find({ kind: "checked", monitor, outcome });
  }

  async #requestOf(state: TeamState, { region, purpose, asks }: Call): Promise<RunRequest> {
    return {
      v: PROTOCOL_VERSION,
      callId: crypto.randomUUID(),
      region,
      purpose,
      deadlineMs: CALL_DEADLINE_MS,
      checks: await this.#requests.of(state, asks),
    };
  }

  async *#fetched(probe: ProbeId, state: TeamState, call: Call): AsyncGenerator<RunLine> {
    yield* this.#privateProbes.call(probe, unhurried(await this.#requestOf(state, call)));
  }

  async *#streamed(region: CloudRegion, state: TeamState, call: Call, answered: () => void): AsyncGenerator<RunLine> {
    const response = await probeOf(this.#env, region).fetch("https://probe/run", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(await this.#requestOf(state, call)),
      signal: AbortSignal.timeout(CALL_DEADLINE_MS),
    });
    answered();
    if (response.status !== 200 || !response.body)
      throw new Error(`the probe answered ${response.status}: ${await response.text()}`);
    for await (const line of linesOf(response.body)) {
      const parsed = runLine.safeParse(line);
      if (parsed.success) yield parsed.data;
    }
  }
}

/** A private probe may wait longer for an answer than a Worker can: its call lasts as long as its slowest check. */
const unhurried = (request: RunRequest): RunRequest => ({
  ...request,
  deadlineMs: Math.max(CALL_DEADLINE_MS, ...request.checks.map(({ timeoutMs }) => timeoutMs + CHECK_SLACK_MS)),
});

function outcomeOf(ask: Ask, { region, colo }: Run, line: CheckResult, result: Outcome["result"]): Outcome {
  const { tick, attempt, revision } = ask;
  const { line: _line, monitor: _monitor, ok: _ok, ...seen } = line;
  return { ...seen, region, tick, attempt, revision, colo, result };
}
