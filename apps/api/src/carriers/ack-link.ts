import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { AppError, ERROR_STATUS, type ErrorCode } from "@nightbell/shared/errors";
import { parseLinkToken } from "@nightbell/shared/team/link-token";
import { LINK_ACTS, type LinkAct, type LinkView, type PagerRpc } from "@nightbell/shared/team/pager-rpc";
import { logLine } from "../http/log.ts";
import { ackPage, pageHeaders, problemPage, type Notice } from "./ack-page.ts";
import { pagerOf, type CarrierBindings } from "./bindings.ts";

/**
 * The link in every message; mounted at `/i`. GET and HEAD show, because mail scanners and previews open links too;
 * only POST acts (spec "oncall" §6, "Link"; "trust" F30). Needs no session: the token is the proof.
 * With `Accept: application/json`, as the service worker asks, POST answers JSON.
 */

type LinkEnv = { Bindings: CarrierBindings };

const UNKNOWN = "This link is not valid, or no longer. Open Nightbell to see what is going on.";
const UNREACHED = "We cannot reach your team's page right now. Try again, or reply 1 to the SMS.";

function html(body: (nonce: string) => string, status: number): Response {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  return new Response(body(nonce), { status, headers: pageHeaders(nonce) });
}

const show = (view: LinkView, notice: Notice | null, status = 200): Response =>
  html((nonce) => ackPage(view, nonce, notice), status);

const unknown = (): Response => html((nonce) => problemPage("Nothing here.", UNKNOWN, nonce), ERROR_STATUS.not_found);

function pagerOfToken(c: Context<LinkEnv>, token: string): PagerRpc | null {
  const parsed = parseLinkToken(token);
  return parsed === null ? null : pagerOf(c.env, parsed.route);
}

/** What the form asks for; an empty one, as the service worker may send, means `ack`. Null for anything we do not know. */
async function wantedAct(c: Context<LinkEnv>): Promise<LinkAct | null> {
  const given = new URLSearchParams(await c.req.text()).get("act") ?? "ack";
  return LINK_ACTS.find((act) => act === given) ?? null;
}

const wantsJson = (c: Context<LinkEnv>): boolean => (c.req.header("accept") ?? "").includes("application/json");

/** A refusal, with the page's state below it where the link is good. */
async function refuse(pager: PagerRpc, token: string, code: ErrorCode, message: string): Promise<Response> {
  const view = await pager.linkPage(token);
  return view === null ? unknown() : show(view, { text: message, failed: true }, ERROR_STATUS[code]);
}

async function act(c: Context<LinkEnv>, token: string): Promise<Response> {
  const pager = pagerOfToken(c, token);
  const wanted = await wantedAct(c);
  const refusal = (code: ErrorCode, message: string): Response | Promise<Response> => {
    if (wantsJson(c)) throw new AppError(code, message);
    return pager === null ? unknown() : refuse(pager, token, code, message);
  };
  if (pager === null) return refusal("not_found", UNKNOWN);
  if (wanted === null) return refusal("invalid", `Choose one of: ${LINK_ACTS.join(", ")}.`);
  const done = await pager.linkAct(token, wanted);
  if (!done.ok) return refusal(done.code, done.message);
  if (wantsJson(c)) return c.json({ text: done.value.text });
  const view = await pager.linkPage(token);
  return view === null ? unknown() : show(view, { text: done.value.text, failed: false });
}

const tooLarge = (): never => {
  throw new AppError("body_too_large", "The body is over 4 kB.");
};

/** The app for `/i`. */
export const ackLinkApp = new Hono<LinkEnv>()
  .use(bodyLimit({ maxSize: 4096, onError: tooLarge }))
  .get("/:token", async (c) => {
    const token = c.req.param("token");
    const view = (await pagerOfToken(c, token)?.linkPage(token)) ?? null;
    return view === null ? unknown() : show(view, null);
  })
  .post("/:token", (c) => act(c, c.req.param("token")))
  .onError((error, c) => {
    if (error instanceof AppError) throw error;
    logLine({ level: "error", event: "ack_link_failed", error: String(error) });
    if (wantsJson(c)) throw new AppError("unavailable", UNREACHED);
    return html((nonce) => problemPage("No answer yet.", UNREACHED, nonce), ERROR_STATUS.unavailable);
  });
