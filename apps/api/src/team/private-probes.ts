import type { RunLine, RunRequest } from "@nightbell/shared/check/protocol";
import type { ProbeId } from "@nightbell/shared/check/region";
import type { ProbeHello } from "@nightbell/shared/probe/protocol";
import { sealSecret, SealError } from "@nightbell/shared/probe/seal";
import { probeSight, SILENT_AFTER_MS, type ProbeSight } from "@nightbell/shared/probe/sight";
import { earliest, SECOND, type Instant } from "@nightbell/shared/time";
import type { Log } from "./log.ts";

/**
 * A team's own probes: they fetch their calls and bring what they saw, because nobody can call into their network.
 * Kept in memory alone: after a restart an open round is asked again, and a probe is heard within seconds.
 */

/** What a probe said of itself at its last poll. */
export type ProbeWord = ProbeHello & { heardAt: Instant };

type Waiting = { request: RunRequest; taken: boolean; lines: RunLine[]; wake: () => void; over: boolean };

const HEARD = "probes heard";
/** How long a call may wait to be fetched, and then take, beyond its own deadline. */
const PATIENCE_MS = 10 * SECOND;
/** A probe that was not heard since the object woke gets as long as one that falls silent. */
const UNHEARD = { skewMs: 0 };

export class PrivateProbes {
  readonly #log: Pick<Log, "get" | "set">;
  readonly #awakeSince: Instant;
  /** Probes that were heard at any time, also before the object woke. */
  readonly #heard: Set<string>;
  readonly #words = new Map<ProbeId, ProbeWord>();
  readonly #calls = new Map<ProbeId, Waiting[]>();

  /** @param now real time, epoch ms */
  constructor(log: Pick<Log, "get" | "set">, now: Instant) {
    this.#log = log;
    this.#awakeSince = now;
    this.#heard = new Set((log.get(HEARD) ?? "").split(" "));
  }

  /** Whether it ever asked for work: one that was only registered is not missed. */
  wasHeard(probe: ProbeId): boolean {
    return this.#heard.has(probe);
  }

  /** What is known of a probe; null if it was not heard since the object woke. */
  word(probe: ProbeId): ProbeWord | null {
    return this.#words.get(probe) ?? null;
  }

  /** Whether a probe's word counts at an instant. */
  sight(probe: ProbeId, now: Instant): ProbeSight {
    const { heardAt, skewMs } = this.#words.get(probe) ?? { ...UNHEARD, heardAt: this.#awakeSince };
    return probeSight({ at: heardAt, skewMs }, now);
  }

  /** When the first of these probes will be silent, if it is not heard before; null while there is none to wait for. */
  silentAt(probes: readonly ProbeId[], now: Instant): Instant | null {
    const heard = probes.map((probe) => this.#words.get(probe)?.heardAt ?? this.#awakeSince);
    return earliest(heard.map((at) => at + SILENT_AFTER_MS + 1).filter((at) => at > now));
  }

  /** Notes that a probe asked for work. */
  hear(probe: ProbeId, hello: ProbeHello, now: Instant): void {
    this.#words.set(probe, { ...hello, heardAt: now });
    if (this.#heard.has(probe)) return;
    this.#heard.add(probe);
    this.#log.set(HEARD, [...this.#heard].join(" ").trim());
  }

  /**
   * The next call for a probe, its secrets sealed to the key that it showed; null while there is none.
   * A call is given once.
   */
  async take(probe: ProbeId): Promise<RunRequest | null> {
    const waiting = (this.#calls.get(probe) ?? []).find(({ taken, over }) => !taken && !over);
    const word = this.#words.get(probe);
    if (waiting === undefined || word === undefined) return null;
    waiting.taken = true;
    try {
      return await sealedFor(waiting.request, word.publicKey);
    } catch (error) {
      finish(waiting);
      if (error instanceof SealError) return null;
      throw error;
    }
  }

  /** Takes lines of a call; false when there is no such call any more. */
  deliver(probe: ProbeId, callId: string, lines: readonly RunLine[], now: Instant): boolean {
    const word = this.#words.get(probe);
    if (word !== undefined) this.#words.set(probe, { ...word, heardAt: now });
    const waiting = (this.#calls.get(probe) ?? []).find(({ request }) => request.callId === callId);
    if (waiting === undefined || waiting.over) return false;
    waiting.lines.push(...lines);
    waiting.wake();
    return true;
  }

  /**
   * Queues a call and gives its lines as the probe brings them, up to its `end`.
   * @throws Error when the probe does not bring them in time
   */
  async *call(probe: ProbeId, request: RunRequest): AsyncGenerator<RunLine> {
    const waiting: Waiting = { request, taken: false, lines: [], wake: () => undefined, over: false };
    this.#calls.set(probe, [...(this.#calls.get(probe) ?? []), waiting]);
    const late = AbortSignal.timeout(request.deadlineMs + PATIENCE_MS);
    late.addEventListener("abort", () => waiting.wake());
    try {
      for (;;) {
        for (const line of waiting.lines.splice(0)) {
          yield line;
          if (line.line === "end") return;
        }
        if (late.aborted || waiting.over)
          throw new Error(waiting.taken ? "the probe did not answer in time" : "the probe did not fetch the call");
        await new Promise<void>((resolve) => (waiting.wake = resolve));
      }
    } finally {
      waiting.over = true;
      this.#calls.set(
        probe,
        (this.#calls.get(probe) ?? []).filter((other) => other !== waiting),
      );
    }
  }
}

function finish(waiting: Waiting): void {
  waiting.over = true;
  waiting.wake();
}

/** The same call with each secret sealed for its monitor and name. */
async function sealedFor(request: RunRequest, publicKey: string): Promise<RunRequest> {
  const encoder = new TextEncoder();
  const checks = await Promise.all(
    request.checks.map(async (check) => {
      const entries = await Promise.all(
        Object.entries(check.secrets).map(async ([name, value]) => {
          const purpose = { monitor: check.monitor, name };
          return [
            name,
            await sealSecret(crypto.subtle, publicKey, purpose, Uint8Array.from(encoder.encode(value))),
          ] as const;
        }),
      );
      return { ...check, secrets: Object.fromEntries(entries) };
    }),
  );
  return { ...request, checks };
}
