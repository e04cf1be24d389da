import { ConnectionReset } from "./serve.ts";

/** How a monitored site behaves. `hang` never answers, `reset` cuts the connection. */
export type TargetBehaviour = { kind: "answers"; status: number; body: string } | { kind: "hang" } | { kind: "reset" };

/** A monitored site that a test, or a person, can break and mend. */
export interface FakeTarget {
  /** Answers one request as the site behaves now; serve it with `serve` from serve.ts. */
  handle(request: Request): Promise<Response>;
  set(behaviour: TargetBehaviour): void;
  readonly behaviour: TargetBehaviour;
  /** How often it was asked. */
  readonly requests: number;
}

export const HEALTHY: TargetBehaviour = { kind: "answers", status: 200, body: "All is well.\n" };

export function createFakeTarget(initial: TargetBehaviour = HEALTHY): FakeTarget {
  let behaviour = initial;
  let requests = 0;
  return {
    get behaviour() {
      return behaviour;
    },
    get requests() {
      return requests;
    },
    set: (next) => void (behaviour = next),
    async handle(request) {
      requests++;
      if (behaviour.kind === "reset") throw new ConnectionReset("told to reset");
      if (behaviour.kind === "hang") await untilAborted(request.signal);
      if (behaviour.kind !== "answers") throw new ConnectionReset("the asker gave up");
      const empty = request.method === "HEAD" || behaviour.status === 204 || behaviour.status === 304;
      return new Response(empty ? null : behaviour.body, {
        status: behaviour.status,
        headers: { "content-type": "text/plain; charset=utf-8" },
      });
    },
  };
}

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
