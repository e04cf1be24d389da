import { takeMail } from "./mail.ts";

/** Where the one-machine stack's mail server hands messages over. In production mail comes by the platform, and the door is shut. */

const PATH = "/email";

/** Whether a request is a message for the door, and the door is open (`MAIL_DOOR` is "1"). */
export const mailDoorOpen = (method: string, path: string, env: IngestEnv): boolean =>
  env.MAIL_DOOR === "1" && method === "POST" && path === PATH;

/**
 * Takes one message: its raw text is the body, `from` and `to` name the envelope's addresses. Answers 200 when it was taken,
 * 422 with the SMTP reply when its address is refused, 503 with one when it should be sent again.
 */
export async function atMailDoor(request: Request, query: URLSearchParams, env: IngestEnv): Promise<Response> {
  const raw = request.body ?? new Blob([]).stream();
  const size = Number(request.headers.get("content-length") ?? 0) || 0;
  const envelope = { from: query.get("from") ?? "", to: query.get("to") ?? "" };
  const outcome = await takeMail({ ...envelope, raw, size, receivedAt: Date.now() }, env);
  if (outcome.kind === "refused") return new Response(`550 ${outcome.reason}`, { status: 422 });
  if (outcome.kind === "undelivered") return new Response("451 4.3.0 Try again later", { status: 503 });
  return new Response("OK");
}
