import type { ErrorCode } from "@nightbell/shared/errors";
import { memberOf } from "@nightbell/shared/paging/reach";
import type { Role } from "@nightbell/shared/team/config";
import type { Answer, Caller, Refusal } from "@nightbell/shared/team/rpc";
import type { Instant } from "@nightbell/shared/time";
import type { Runtime } from "./runtime.ts";

export const REFUSED: Refusal = {
  ok: false,
  code: "not_found",
  message: "There is nothing at this address, or it is not yours to see.",
};
export const refusal = (code: ErrorCode, message: string): Refusal => ({ ok: false, code, message });
export const answered = <T>(value: T): Answer<T> => ({ ok: true, value });

const MAY_ACT: readonly Role[] = ["owner", "admin", "responder"];

/** A caller who may look; `mayAct`: who may change things too. */
export type Asked = { runtime: Runtime; user: string; mayAct: boolean };

/** Who may come in to a team's object, and how far. */
export class Door {
  /** Null while no team has this route. */
  runtime: Runtime | null = null;

  /** The runtime for a person or program of this very team; null for anyone else (spec "trust" §8.8). */
  asked(caller: Caller): Asked | null {
    const { runtime } = this;
    if (!runtime || runtime.engine.state.team?.id !== caller.team) return null;
    // A program's key was checked by the API; a person is checked here, by the object's own roster.
    if ("key" in caller) return { runtime, user: caller.key, mayAct: caller.write };
    const member = memberOf(runtime.engine.state, caller.user);
    return member ? { runtime, user: caller.user, mayAct: MAY_ACT.includes(member.role) } : null;
  }

  /** Reads for a member: null from `view` is `not_found`. */
  async read<T>(caller: Caller, view: (asked: Asked, now: Instant) => T | null): Promise<Answer<T>> {
    const asked = this.asked(caller);
    if (!asked) return REFUSED;
    await asked.runtime.ensureAlarm();
    const value = view(asked, asked.runtime.engine.now());
    return value === null ? REFUSED : answered(value);
  }

  /** Acts of a person with the right to; `work` says what happened. */
  async act(
    caller: Caller,
    work: (runtime: Runtime, user: string) => Answer<{ text: string }>,
  ): Promise<Answer<{ text: string }>> {
    const asked = this.asked(caller);
    if (!asked) return REFUSED;
    if (!asked.mayAct) return refusal("forbidden", "Viewers can look, not act. Ask an owner to make you a responder.");
    await asked.runtime.ensureAlarm();
    return work(asked.runtime, asked.user);
  }
}
