import { createRealClock } from "@nightbell/testkit/clock";
import { createFakeCarrier } from "@nightbell/testkit/fake-carrier/carrier";
import { serve } from "@nightbell/testkit/serve";

/**
 * The carrier of the bench: a process of its own, so that it takes no time from what is measured. Nobody answers, and no
 * receipt is sent.
 */

/** Requests for an SMS or a call as they came: the number and epoch ms. */
export type Arrivals = [number: string, at: number][];
export type CarrierAnswer = { kind: "listening"; url: string } | { kind: "arrivals"; arrivals: Arrivals };
export type Account = { accountSid: string; authToken: string; number: string };

async function start({ accountSid, authToken, number }: Account): Promise<void> {
  let arrivals: Arrivals = [];
  const carrier = createFakeCarrier({
    accountSid,
    authToken,
    numbers: [number],
    clock: createRealClock(),
    inboundUrl: null,
    send: () => Promise.resolve(new Response(null, { status: 204 })),
  });
  const { url } = await serve(async (request) => {
    const at = Date.now();
    const body = await request.text();
    const to = new URLSearchParams(body).get("To");
    if (to !== null) arrivals.push([to, at]);
    return carrier.handle(
      new Request(request.url, { method: request.method, headers: request.headers, body: body || null }),
    );
  });
  const tell = (said: CarrierAnswer): void => void process.send?.(said);
  process.on("message", () => {
    tell({ kind: "arrivals", arrivals });
    arrivals = [];
  });
  tell({ kind: "listening", url });
}

await start(JSON.parse(process.argv[2] ?? "") as Account);
