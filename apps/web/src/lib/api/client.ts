import type { AppType } from "@nightbell/api/app";
import { hc } from "hono/client";
import { errorOf, offline } from "./error.ts";

/** Gives up before a person does; the API answers in well under a second. */
const TIMEOUT_MS = 15_000;

/**
 * Fetch that only ever gives a 2xx, and waits longer than a page may, for what asks sites meanwhile.
 * @param signal ends it early
 * @throws {ApiError} with the server's code and sentence, or `offline` when no answer came
 */
export const patientFetch =
  (ms: number, signal?: AbortSignal): typeof fetch =>
  async (input, init) => {
    const signals = [AbortSignal.timeout(ms), ...(signal === undefined ? [] : [signal])];
    const response = await fetch(input, { ...init, signal: AbortSignal.any(signals) }).catch(() => null);
    if (response === null) throw offline();
    if (!response.ok) throw await errorOf(response);
    return response;
  };

/** Our API, every route typed by the Worker that serves it. Its calls reject with `ApiError`. */
export const api = hc<AppType>("/", { fetch: patientFetch(TIMEOUT_MS) }).api;

/** Everything of one team. */
export const teamApi = api.teams[":team"];
