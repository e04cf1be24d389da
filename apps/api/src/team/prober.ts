import {
  MAX_CHECKS_PER_CALL,
  PROTOCOL_VERSION,
  runLine,
  type CheckRequest,
  type CheckResult,
  type RunLine,
  type RunRequest,
} from "@nightbell/shared/check/protocol";
import type { Ask } from "@nightbell/shared/check/round";
import type { MonitorSettings, Region } from "@nightbell/shared/check/settings";
import type { Outcome } from "@nightbell/shared/check/verdict";
import type { TeamState } from "@nightbell/shared/team/state";
import { logLine } from "../http/log.ts";
import { linesOf } from "./ndjson.ts";

/** What the prober found out, told one by one as it comes. */
export type Finding =
  | { kind: "checked"; monitor: string; outcome: Outcome }
  | { kind: "sight"; region: Region; sighted: boolean };

const CALL_DEADLINE_MS = 25_000;
const CALLS_AT_ONCE = 6;
/** Monitors that may hang are asked apart, few at a time, so that they delay nobody (spec "checks" §6). */
const CHECKS_WHILE_NOT_UP = 5;
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

type Call = { region: Region; purpose: RunRequest["purpose"]; asks: Ask[] };

/** Hands checks to the regional probes and turns their answers into findings. */
export class Prober {
  readonly #env: Env;
  readonly #find: (finding: Finding) => void;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(env: Env, find: (finding: Finding) => void) {
    this.#env = env;
    this.#find = find;
  }

  /** Asks all of them; resolves when the last answer is in. Never throws. */
  async ask(state: TeamState, asks: readonly Ask[]): Promise<void> {
    await Promise.all(callsFor(state, asks).map((call) => this.#inTurn(() => this.#run(state, call))));
  }

  /** Asks only whether a blind region sees its control targets again. */
  async control(state: TeamState, region: Region): Promise<void> {
    await this.#inTurn(() => this.#run(state, { region, purpose: "control", asks: [] }));
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    if (this.#running >= CALLS_AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running += 1;
    try {
      await work();
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  async #run(state: TeamState, call: Call): Promise<void> {
    const run: Run = {
      region: call.region,
      colo: "unknown",
      open: new Map(call.asks.map((ask) => [ask.monitor, ask])),
      sighted: null,
      doubtful: [],
    };
    try {
      for await (const line of this.#lines(state, call)) {
        if (line.line === "hello") run.colo = line.colo;
        if (line.line === "result") this.#take(run, line);
        if (line.line === "controls") this.#see(run, line.reachable >= CONTROLS_NEEDED);
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
    if (result.ok)
      return this.#find({ kind: "checked", monitor: ask.monitor, outcome: outcomeOf(ask, run, result, "pass") });
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

  async *#lines(state: TeamState, { region, purpose, asks }: Call): AsyncGenerator<RunLine> {
    const request: RunRequest = {
      v: PROTOCOL_VERSION,
      callId: crypto.randomUUID(),
      region,
      purpose,
      deadlineMs: CALL_DEADLINE_MS,
      checks: asks.flatMap((ask) => checkOf(state, ask) ?? []),
    };
    const response = await this.#probe(region).fetch("https://probe/run", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(CALL_DEADLINE_MS),
    });
    if (response.status !== 200 || !response.body)
      throw new Error(`the probe answered ${response.status}: ${await response.text()}`);
    for await (const line of linesOf(response.body)) {
      const parsed = runLine.safeParse(line);
      if (parsed.success) yield parsed.data;
    }
  }

  #probe(region: Region): Fetcher {
    const probes: Record<Region, Fetcher> = {
      weur: this.#env.PROBE_WEUR,
      enam: this.#env.PROBE_ENAM,
      apac: this.#env.PROBE_APAC,
    };
    return probes[region];
  }
}

function callsFor(state: TeamState, asks: readonly Ask[]): Call[] {
  const groups = new Map<string, Call & { size: number }>();
  for (const ask of asks) {
    const up = state.monitors[ask.monitor]?.status === "up";
    const key = `${ask.region} ${ask.purpose} ${up}`;
    const group = groups.get(key) ?? {
      region: ask.region,
      purpose: ask.purpose,
      asks: [],
      size: up ? MAX_CHECKS_PER_CALL : CHECKS_WHILE_NOT_UP,
    };
    group.asks.push(ask);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ size, ...group }) =>
    Array.from({ length: Math.ceil(group.asks.length / size) }, (_, i) => ({
      ...group,
      asks: group.asks.slice(i * size, (i + 1) * size),
    })),
  );
}

function checkOf(state: TeamState, ask: Ask): CheckRequest | null {
  const settings = state.config?.monitors.find(({ id }) => id === ask.monitor);
  if (!settings) return null;
  const { monitor, revision, tick, attempt } = ask;
  return { monitor, revision, tick, attempt, timeoutMs: settings.timeoutMs, target: targetOf(settings) };
}

const targetOf = ({
  url,
  method,
  expectedStatus,
  keywordsPresent,
  keywordsAbsent,
}: MonitorSettings): CheckRequest["target"] => ({
  url,
  method,
  expectedStatus,
  keywordsPresent,
  keywordsAbsent,
});

function outcomeOf(ask: Ask, { region, colo }: Run, line: CheckResult, result: Outcome["result"]): Outcome {
  const { tick, attempt, revision } = ask;
  const { cause, detail, status, totalMs, evidence } = line;
  return { region, tick, attempt, revision, colo, result, totalMs, cause, detail, status, evidence };
}
