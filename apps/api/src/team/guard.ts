import { findGuard } from "@nightbell/shared/guard/find-guard";
import type { GuardMessage, GuardRpcAnswer } from "@nightbell/shared/guard/message";
import { answerAsk, answerLease, answerRelease, type GuardQuestion } from "@nightbell/shared/team/watch-guards";
import type { Runtime } from "./runtime.ts";

const NOT_FOUND: GuardRpcAnswer = { status: 404, body: null, text: "not found" };

/**
 * Answers one question to a guard. Answer and record come from the same state in one synchronous step, so that two runs never
 * both hear "go" (spec "heartbeats" §7.2); durable once this returns.
 */
export function askGuard(runtime: Runtime, message: GuardMessage): GuardRpcAnswer {
  const { engine } = runtime;
  const { config } = engine.state;
  const found = findGuard(config?.guards ?? [], config?.pingKeys ?? [], message.target);
  if (found.kind === "none") return { status: found.status, body: null, text: found.text };
  const { id } = found.guard;
  switch (message.kind) {
    case "ask":
      return ask(runtime, id, message);
    case "lease": {
      const asked = { kind: "look at lease", guard: id, lease: message.lease, at: engine.now() } as const;
      return answer(runtime, asked, answerLease(engine.state, asked));
    }
    case "release": {
      const asked = { kind: "release lease", guard: id, rid: message.rid } as const;
      const freed = answerRelease(engine.state, asked);
      const lease = freed?.kind === "guard.freed" ? freed.data.lease : null;
      const text = lease === null ? "this run holds no lease" : `released ${lease}`;
      return answer(runtime, asked, { status: 200, body: { released: lease }, text });
    }
  }
}

/** Every hold is recorded, so floods are kept out; a caller that is refused must not run either. */
function ask(
  runtime: Runtime,
  guard: string,
  { request, newRid }: Extract<GuardMessage, { kind: "ask" }>,
): GuardRpcAnswer {
  const { engine } = runtime;
  const at = engine.now();
  const retryAfterSeconds = runtime.rateLimit.take(guard, "guard", at);
  if (retryAfterSeconds > 0) return { status: 429, body: null, text: "rate limited", retryAfterSeconds };
  const asked = { kind: "ask guard", guard, request: { ...request, at }, newRid } as const;
  return answer(runtime, asked, answerAsk(engine.state, asked));
}

function answer(runtime: Runtime, asked: GuardQuestion, said: GuardRpcAnswer | null): GuardRpcAnswer {
  if (said === null) return NOT_FOUND;
  runtime.do(asked);
  const { status, body, text } = said;
  return { status, body, text };
}
