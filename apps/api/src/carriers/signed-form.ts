import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { AppError } from "@nightbell/shared/errors";
import { settingsOf } from "../env.ts";
import type { CarrierBindings } from "./bindings.ts";
import { WEBHOOK_TUNING } from "./twilio.ts";
import { verifyTwilio } from "./twilio-signature.ts";

export type CarrierEnv = { Bindings: CarrierBindings; Variables: { form: URLSearchParams } };

/** The address Twilio was given, whatever host the request came through. */
function publicAddress(c: Context<CarrierEnv>): string {
  const { pathname, search } = new URL(c.req.url);
  return settingsOf(c.env).PUBLIC_URL + pathname + search;
}

/**
 * Lets only requests pass that Twilio signed; puts the posted form at `c.var.form`. Nothing is read or changed before.
 * The overrides that we append to our addresses are no part of the request, but signers differ on whether they sign them.
 * @throws AppError `invalid_signature`
 */
export const requireTwilio = createMiddleware<CarrierEnv>(async (c, next) => {
  const token = settingsOf(c.env).TWILIO_AUTH_TOKEN;
  const signature = c.req.header("x-twilio-signature") ?? "";
  const form = new URLSearchParams(await c.req.text());
  const url = publicAddress(c);
  const signed =
    (await verifyTwilio(token, signature, url, form)) ||
    (await verifyTwilio(token, signature, url + WEBHOOK_TUNING, form));
  if (!signed)
    throw new AppError(
      "invalid_signature",
      "This request is not signed by our carrier for this address; nothing was changed.",
    );
  c.set("form", form);
  await next();
});
