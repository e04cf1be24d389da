import { vi } from "vitest";

/** What the fake API answers: by "METHOD /path", a status and a JSON body; `pending` never answers. */
export type Answers = Record<string, { status: number; body: unknown } | "pending">;

const json = (status: number, body: unknown): Response =>
  new Response(status === 204 ? null : JSON.stringify(body), { status });

/** The body of a refusal, as the API writes it. */
export const refusal = (code: string, message: string, field?: string): unknown => ({
  error: { code, message, requestId: "req_1", ...(field === undefined ? {} : { field }) },
});

export type Call = { name: string; body: unknown };

/**
 * Replaces `fetch` by a table. A request that is not in it fails the test.
 * @returns the requests as they come
 */
export function serve(answers: Answers): Call[] {
  const calls: Call[] = [];
  vi.stubGlobal("fetch", (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new URL(input instanceof Request ? input.url : input.toString(), "http://localhost:8787");
    const name = `${init?.method ?? "GET"} ${request.pathname}`;
    calls.push({ name, body: typeof init?.body === "string" ? JSON.parse(init.body) : undefined });
    const answer = answers[name];
    if (answer === undefined) return Promise.reject(new Error(`no answer for ${name}`));
    return answer === "pending"
      ? new Promise<Response>(() => undefined)
      : Promise.resolve(json(answer.status, answer.body));
  });
  return calls;
}
