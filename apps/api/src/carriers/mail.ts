import { plainText } from "@nightbell/shared/paging/plain-text";
import type { Settings } from "../env.ts";
import { callProvider, jsonFields, type ProviderAnswer } from "./provider-fetch.ts";
import { temporary, type SendResult } from "./result.ts";

/** E-mail over Resend's HTTP contract: `POST /emails` with a bearer key and an idempotency key. */

export type MailSettings = Pick<Settings, "MAIL_BASE_URL" | "MAIL_API_KEY" | "MAIL_FROM">;

export type MailInput = {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Names this mail: sending it again under the same key sends nothing twice. At most 256 characters. */
  key: string;
  /** Mails with the same thread stand together in the reader's inbox: the page's or incident's id. */
  thread?: string;
};

/** One mailbox and nothing else: no list, no display name, no line break. */
const ADDRESS = /^[^\s<>,;:"()[\]@\p{Cc}]+@[^\s<>,;:"()[\]@\p{Cc}]+$/u;

/** Sends one e-mail to one person. Never throws. */
export async function sendMail(env: MailSettings, input: MailInput): Promise<SendResult> {
  if (!ADDRESS.test(input.to))
    return { ok: false, permanent: true, code: null, message: "This is not one e-mail address." };
  return toResult(
    await callProvider(`${env.MAIL_BASE_URL}/emails`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${env.MAIL_API_KEY}`,
        "content-type": "application/json",
        "idempotency-key": input.key.replace(/[^\x21-\x7e]/g, "_").slice(0, 256),
      },
      body: JSON.stringify({
        from: env.MAIL_FROM,
        to: [input.to],
        subject: plainText(input.subject),
        text: input.text,
        html: input.html,
        ...(input.thread === undefined
          ? {}
          : { headers: { References: `<${input.thread.replace(/[^\w.-]/g, "_")}@nightbell>` } }),
      }),
    }),
  );
}

function toResult(answer: ProviderAnswer): SendResult {
  const { id, name, message } = jsonFields(answer.text);
  if (answer.status === 0) return temporary(`The mail provider cannot be reached: ${answer.text}.`);
  if (answer.status === 200 && typeof id === "string") return { ok: true, providerId: id, status: "accepted" };
  // The same key with other words: the first try did arrive, and its answer was lost on the way.
  if (answer.status === 409) return { ok: true, providerId: null, status: "accepted" };
  const aboutTo = answer.status === 422 && typeof message === "string" && message.includes("`to");
  if (aboutTo)
    return { ok: false, permanent: true, code: answer.status, message: "The mail provider refuses this address." };
  const why = typeof name === "string" ? ` (${plainText(name)})` : "";
  return temporary(`The mail provider answered ${answer.status}${why}.`, answer.status, answer.retryAfterMs);
}
