import type { FakeCarrier } from "@nightbell/testkit/fake-carrier/carrier";
import { TwilioError } from "@nightbell/testkit/fake-carrier/errors";
import { isE164, smsBehaviour, voiceBehaviour } from "@nightbell/testkit/fake-carrier/model";
import { Hono } from "hono";
import * as z from "zod";
import { stateEvents } from "./events.ts";
import { readBody, refusal } from "./input.ts";

/** A number as people write it, with spaces; E.164 after it. */
const number = z
  .string()
  .transform((text) => text.replace(/[\s()/-]/g, ""))
  .refine(isE164, "Write the number with its country, such as +43 660 1234567.");
const text = z.strictObject({ from: number, body: z.string().trim().min(1, "Write something.").max(1600) });
const behaviour = z.strictObject({ number, sms: smsBehaviour.optional(), voice: voiceBehaviour.optional() });
const key = z.strictObject({ key: z.string().regex(/^[0-9*#]$/, "One of 0-9, * and #.") });

/**
 * The people's side of the carrier: what the page `/handset` does.
 * @param service our own number, which people text
 */
export function handsetRoutes(carrier: FakeCarrier, service: string): Hono {
  const app = new Hono();
  const snapshot = () => ({ ...carrier.snapshot(), service });

  app.get("/api/state", (c) => c.json(snapshot()));
  app.get("/api/events", (c) => stateEvents(c, snapshot, carrier.onChange));

  app.post("/api/phones", async (c) => c.json(carrier.phone((await readBody(c, z.strictObject({ number }))).number)));

  app.post("/api/behaviour", async (c) => {
    const { number: of, sms, voice } = await readBody(c, behaviour);
    return c.json(carrier.setBehaviour(of, { ...(sms ? { sms } : {}), ...(voice ? { voice } : {}) }));
  });

  app.post("/api/texts", async (c) => {
    const { from, body } = await readBody(c, text);
    return c.json(await carrier.textFrom(from, body));
  });

  /** An act on a call that has just ended is the person's bad luck, not a fault. */
  const onCall = async (act: Promise<void>): Promise<void> => {
    try {
      await act;
    } catch (error) {
      if (error instanceof TwilioError) throw refusal(409, "The call is over.");
      throw error;
    }
  };
  const none = z.strictObject({});

  app.post("/api/calls/:sid/answer", async (c) => {
    await readBody(c, none);
    await onCall(carrier.answer(c.req.param("sid")));
    return c.json({});
  });
  app.post("/api/calls/:sid/hang-up", async (c) => {
    await readBody(c, none);
    await onCall(carrier.hangUp(c.req.param("sid")));
    return c.json({});
  });
  app.post("/api/calls/:sid/press", async (c) => {
    const { key: pressed } = await readBody(c, key);
    await onCall(carrier.press(c.req.param("sid"), pressed));
    return c.json({});
  });
  return app;
}
