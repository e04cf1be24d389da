import type { RunLine } from "@nightbell/shared/check/protocol";
import {
  CALL_HEADER,
  POLL_MS,
  POLL_PATH,
  RESULTS_PATH,
  RESULTS_TYPE,
  type PollRequest,
} from "@nightbell/shared/probe/protocol";
import { offer, type Offer } from "./read-call.ts";

/** The probe's two requests to Nightbell. They are not checks: nothing of a team's is requested here. */

/** Nightbell does not know this key: it is mistyped, or the probe was retired. */
export class KeyRefused extends Error {
  override readonly name = "KeyRefused";
}

/** Nightbell answered, but not as agreed: it is worth trying again. */
export class ApiFault extends Error {
  override readonly name = "ApiFault";
}

/** Beyond the time that a poll may be held open. */
const POLL_PATIENCE_MS = POLL_MS + 10_000;
const POST_PATIENCE_MS = 10_000;

export class ApiClient {
  readonly #url: string;
  readonly #key: string;

  constructor({ url, key }: { url: string; key: string }) {
    this.#url = url;
    this.#key = key;
  }

  /** Asks for work, and waits for it up to 25 s. @throws KeyRefused, ApiFault, or what `fetch` throws */
  async poll(body: PollRequest, signal: AbortSignal): Promise<Offer> {
    const response = await this.#post(POLL_PATH, "application/json", {}, JSON.stringify(body), [
      signal,
      AbortSignal.timeout(POLL_PATIENCE_MS),
    ]);
    const answer = offer.safeParse(await jsonOf(response));
    if (!answer.success)
      throw new ApiFault(
        `this probe does not understand the answer (${answer.error.issues[0]?.path.join(".") ?? ""}): it may be too old`,
      );
    return answer.data;
  }

  /** Brings lines of a call. If nobody waits for them any more (404), that is fine, too. @throws KeyRefused, ApiFault, or what `fetch` throws */
  async bring(callId: string, lines: readonly RunLine[]): Promise<void> {
    const body = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
    const response = await this.#post(RESULTS_PATH, RESULTS_TYPE, { [CALL_HEADER]: callId }, body, [
      AbortSignal.timeout(POST_PATIENCE_MS),
    ]);
    await response.body?.cancel();
  }

  async #post(
    path: string,
    type: string,
    headers: Record<string, string>,
    body: string,
    signals: AbortSignal[],
  ): Promise<Response> {
    const response = await fetch(new URL(path, this.#url), {
      method: "POST",
      headers: { ...headers, "content-type": type, authorization: `Bearer ${this.#key}` },
      body,
      redirect: "error",
      signal: AbortSignal.any(signals),
    });
    if (response.ok || (response.status === 404 && path === RESULTS_PATH)) return response;
    await response.body?.cancel();
    if (response.status === 401)
      throw new KeyRefused("Nightbell does not know this probe's key: it was retired, or is not the whole key.");
    throw new ApiFault(`Nightbell answered ${response.status}`);
  }
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    throw new ApiFault(
      `the answer broke off or is no JSON (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}
