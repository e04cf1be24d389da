import type { Clock } from "../clock.ts";
import type { Gather, Verb } from "./twiml.ts";

/** What a running script asks of the call it speaks in. */
export type ScriptHost = {
  clock: Clock;
  /** Posts to `url` and reads the TwiML. @throws when there is none */
  fetchDocument(url: string, params: Record<string, string>): Promise<Verb[]>;
  onSay(text: string): void;
  onListening(listening: boolean): void;
  /** The document ended or said to hang up. */
  onEnd(): Promise<void>;
  /** Twilio's "an application error has occurred". */
  onFailure(error: unknown): Promise<void>;
};

/** One call's TwiML while it runs. */
export interface Script {
  start(url: string): Promise<void>;
  /** A key: 0-9, * or #. Ignored while nothing listens. Resolves when what it caused has been fetched. */
  press(key: string): Promise<void>;
  stop(): void;
}

/** A document that redirects for ever ends after this many. */
const MAX_DOCUMENTS = 50;

/** How long a voice takes to say it: about 150 words a minute. */
export const speechMs = (text: string): number => Math.max(1000, text.split(/\s+/).length * 400);

/** Executes TwiML as Twilio does: spec "oncall" §6 names the parts that Nightbell uses. */
export function createScript(host: ScriptHost): Script {
  let queue: Verb[] = [];
  let current = "";
  let documents = 0;
  let gather: Gather | null = null;
  let digits = "";
  let stopped = false;
  let cancelTimer = (): void => undefined;

  const wait = (ms: number, then: () => Promise<void>): void => {
    cancelTimer();
    cancelTimer = host.clock.schedule(ms, then);
  };

  const listen = (next: Gather | null): void => {
    gather = next;
    digits = "";
    host.onListening(next !== null);
  };

  async function load(url: string, params: Record<string, string>): Promise<void> {
    try {
      if (++documents > MAX_DOCUMENTS) throw new Error("TwiML: the call never ends");
      const verbs = await host.fetchDocument(url, params);
      if (stopped) return;
      current = url;
      queue = verbs;
    } catch (error) {
      if (!stopped) await host.onFailure(error);
      return;
    }
    await next();
  }

  async function next(): Promise<void> {
    const verb = queue.shift();
    if (!verb) return gather ? awaitKeys(gather) : host.onEnd();
    if (verb.verb === "Hangup") return host.onEnd();
    if (verb.verb === "Redirect") return load(new URL(verb.url, current).href, {});
    if (verb.verb === "Pause") return wait(verb.seconds * 1000, next);
    if (verb.verb === "Say") {
      host.onSay(verb.text);
      return wait(speechMs(verb.text), next);
    }
    return enterGather(verb);
  }

  /** Keys count from the first prompt on; what follows the gather waits in `after`. */
  let after: Verb[] = [];
  function enterGather(verb: Gather): Promise<void> {
    after = queue;
    queue = [...verb.prompts];
    listen(verb);
    return next();
  }

  async function awaitKeys(active: Gather): Promise<void> {
    wait(active.timeoutSeconds * 1000, async () => {
      if (digits || active.actionOnEmptyResult) return submit(active, "");
      listen(null);
      queue = after;
      return next();
    });
  }

  function submit(active: Gather, finishedOnKey: string): Promise<void> {
    cancelTimer();
    const params = { Digits: digits, FinishedOnKey: finishedOnKey, msg: "Gather End" };
    listen(null);
    return load(active.action === null ? current : new URL(active.action, current).href, params);
  }

  return {
    start: (url) => load(url, {}),
    async press(key) {
      if (!gather || stopped) return;
      queue = [];
      if (key === gather.finishOnKey) return submit(gather, key);
      digits += key;
      return digits.length === gather.numDigits ? submit(gather, "") : awaitKeys(gather);
    },
    stop() {
      stopped = true;
      cancelTimer();
      if (gather) listen(null);
    },
  };
}
