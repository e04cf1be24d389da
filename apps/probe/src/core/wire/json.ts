import type { Egress } from "../egress.ts";
import { CheckFailure } from "../failure.ts";
import { safeFetch } from "../safe-fetch.ts";
import { namedCause } from "../transport-error.ts";
import { concat, textOf } from "./bytes.ts";

/** JSON of resolvers and registries, which are asked about a target and are none themselves. */

/** IANA's list of registries has some 60 kB; nothing else is larger. */
const MOST_BYTES = 1_048_576;
const MOST_REDIRECTS = 3;

/**
 * The JSON at a URL, after up to three redirects, each judged as the first.
 * @param accept the media type to ask for
 * @throws CheckFailure and nothing else; its message names the host
 */
export async function fetchJson(url: string, accept: string, signal: AbortSignal, egress: Egress): Promise<unknown> {
  let at = url;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    const response = await ask(at, accept, signal, egress);
    const next = response.headers.get("location");
    if (response.status >= 300 && response.status < 400 && next !== null && URL.canParse(next, at)) {
      await response.body?.cancel();
      at = new URL(next, at).href;
    } else if (response.status === 200) return parsed(await textWithin(response, at, signal), at);
    else {
      await response.body?.cancel();
      throw new CheckFailure("http_status", `${hostOf(at)} answers with status ${response.status}`);
    }
  }
  throw new CheckFailure("too_many_redirects", `${hostOf(url)} redirects more than ${MOST_REDIRECTS} times`);
}

async function ask(url: string, accept: string, signal: AbortSignal, egress: Egress): Promise<Response> {
  try {
    return await safeFetch({ url, method: "GET", headers: { accept }, body: null, signal }, egress);
  } catch (error) {
    throw failureOf(error, url, signal);
  }
}

async function textWithin(response: Response, url: string, signal: AbortSignal): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of response.body ?? []) {
      parts.push(part);
      length += part.length;
      if (length > MOST_BYTES) throw new CheckFailure("decode_error", `${hostOf(url)} answers with more than 1 MB`);
    }
    return textOf(concat(...parts));
  } catch (error) {
    throw failureOf(error, url, signal);
  }
}

function parsed(text: string, url: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CheckFailure("decode_error", `${hostOf(url)} does not answer with JSON`);
  }
}

function failureOf(error: unknown, url: string, signal: AbortSignal): CheckFailure {
  if (error instanceof CheckFailure) return error;
  if (signal.aborted) return new CheckFailure("timeout_ttfb", `${hostOf(url)} does not answer in time`);
  return new CheckFailure(namedCause(error) ?? "transport_unknown", `${hostOf(url)} cannot be reached`);
}

const hostOf = (url: string): string => new URL(url).host;
