import type { NewMonitor } from "@nightbell/shared/check/settings";
import { patientFetch, teamApi } from "../../../lib/api/client.ts";
import { heard, type Heard } from "../model/trial.ts";

/** What a region may take beyond the check's own time-out. */
const SLACK_MS = 10_000;

/**
 * What each region sees right now of a monitor that is not saved, a line as soon as it is known. Nothing is kept.
 * @throws {ApiError} for settings that could not be saved either
 */
export async function* tryMonitor(team: string, json: NewMonitor, signal: AbortSignal): AsyncGenerator<Heard> {
  const patient = patientFetch(json.timeoutMs + SLACK_MS, signal);
  const response = await teamApi.monitors.try.$post({ param: { team }, json }, { fetch: patient });
  if (response.body === null) return;
  for await (const text of linesOf(response.body)) {
    const parsed = heard.safeParse(JSON.parse(text));
    // A newer server may have more to say than this page understands.
    if (parsed.success) yield parsed.data;
  }
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (rest + (done ? decoder.decode() : decoder.decode(value, { stream: true }))).split("\n");
    rest = done ? "" : (lines.pop() ?? "");
    yield* lines.filter((line) => line.trim() !== "");
    if (done) return;
  }
}
