import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Clock } from "./clock.ts";

export type Mail = {
  id: string;
  /** Epoch ms. */
  at: number;
  from: string;
  to: string[];
  subject: string;
  html: string | null;
  text: string | null;
  headers: Record<string, string>;
};

export type MailOptions = { apiKey: string; clock: Clock; initial?: Mail[] };

/** An HTTP mail provider with Resend's contract that keeps every mail instead of sending it. */
export interface FakeMail {
  /** Answers `POST /emails`. Never rejects. */
  handle(request: Request): Promise<Response>;
  /** Every mail taken, oldest first. */
  readonly mails: readonly Mail[];
  /** Any status from 400 makes every request fail with it; null ends it. */
  setOutage(status: number | null): void;
  clear(): void;
  /** @returns stops listening */
  onChange(listener: () => void): () => void;
}

const KEPT = 500;
const oneLine = z.string().regex(/^[^\r\n\0]*$/, "must be one line");
const address = oneLine.regex(
  /^(?:[^<>]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
  "must be `email@example.com` or `Name <email@example.com>`",
);
const email = z.object({
  from: address,
  to: z.union([address.transform((one) => [one]), z.array(address).min(1).max(50)]),
  subject: oneLine.min(1),
  html: z.string().optional(),
  text: z.string().optional(),
  headers: z.record(z.string().regex(/^[A-Za-z0-9-]+$/), oneLine).optional(),
});

function problem(statusCode: number, name: string, message: string): Response {
  return Response.json({ statusCode, name, message }, { status: statusCode });
}

export function createFakeMail({ apiKey, clock, initial = [] }: MailOptions): FakeMail {
  const mails = [...initial];
  const repeats = new Map<string, { body: string; id: string }>();
  const listeners = new Set<() => void>();
  const changed = (): void => listeners.forEach((listener) => listener());
  let outage: number | null = null;

  function take(body: string): Response {
    let json: unknown;
    try {
      json = JSON.parse(body);
    } catch {
      return problem(400, "validation_error", "The request body is not JSON.");
    }
    const parsed = email.safeParse(json);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      return problem(
        422,
        "validation_error",
        `Invalid \`${issue?.path.join(".") ?? ""}\` field. ${issue?.message ?? ""}`,
      );
    }
    const { html = null, text = null, headers = {}, ...rest } = parsed.data;
    if (html === null && text === null)
      return problem(422, "missing_required_field", "Missing `html` or `text` field.");
    const mail: Mail = { id: randomUUID(), at: clock.now(), ...rest, html, text, headers };
    mails.push(mail);
    if (mails.length > KEPT) mails.shift();
    changed();
    return Response.json({ id: mail.id });
  }

  async function once(key: string | null, body: string): Promise<Response> {
    if (key === null) return take(body);
    if (key === "" || key.length > 256)
      return problem(400, "invalid_idempotency_key", "The key must be between 1-256 chars.");
    const earlier = repeats.get(key);
    if (earlier?.body === body) return Response.json({ id: earlier.id });
    if (earlier)
      return problem(409, "invalid_idempotent_request", "Same idempotency key used with a different request payload.");
    const response = take(body);
    if (response.ok) repeats.set(key, { body, id: ((await response.clone().json()) as { id: string }).id });
    return response;
  }

  return {
    mails,
    setOutage: (status) => void (outage = status),
    clear() {
      mails.length = 0;
      changed();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async handle(request) {
      const body = await request.text();
      if (outage !== null) return problem(outage, "application_error", "The mail provider has an outage.");
      if (new URL(request.url).pathname !== "/emails")
        return problem(404, "not_found", "The requested endpoint does not exist.");
      if (request.method !== "POST") return problem(405, "method_not_allowed", "This endpoint takes POST.");
      const authorization = request.headers.get("authorization");
      if (authorization === null)
        return problem(401, "missing_api_key", "Missing API key in the authorization header.");
      if (authorization !== `Bearer ${apiKey}`) return problem(403, "invalid_api_key", "API key is invalid.");
      return once(request.headers.get("idempotency-key"), body);
    },
  };
}
