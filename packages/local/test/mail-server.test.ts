import { serve } from "@nightbell/testkit/serve";
import { createServer, type AddressInfo } from "node:net";
import { createTransport } from "nodemailer";
import { afterEach, expect, test } from "vitest";
import { startMailServer } from "../src/services/mail-server.ts";

/** The mail server alone, with a door that answers as it is told. */

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0)) await step();
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

type Taken = { from: string | null; to: string | null; body: string };

/** @param answers the door's, by recipient; 200 for the others */
async function mailServer(answers: Record<string, [status: number, text: string]>, mailDoor?: string) {
  const taken: Taken[] = [];
  const door = await serve(async (request) => {
    const { searchParams } = new URL(request.url);
    taken.push({ from: searchParams.get("from"), to: searchParams.get("to"), body: await request.text() });
    const [status, text] = answers[searchParams.get("to") ?? ""] ?? [200, "OK"];
    return new Response(text, { status });
  });
  const smtpPort = await freePort();
  const server = await startMailServer({ smtpPort, mailDomain: "ping.localhost", mailDoor: mailDoor ?? door.url });
  undo.push(server.close, door.close);
  const transport = createTransport({ host: "127.0.0.1", port: smtpPort, ignoreTLS: true });
  const send = (to: string[], text = "hello", from = "cron@host.example") =>
    transport.sendMail({ from, to, text }).then(
      ({ response }) => response,
      (error: unknown) => (error instanceof Error && "response" in error ? error.response : error),
    );
  return { taken, send };
}

const A = "a@ping.localhost";
const B = "b+c@ping.localhost";

test("hands a message over once for each recipient, as it was written", async () => {
  const { taken, send } = await mailServer({});
  expect(await send([A, B], "line\n.dot", "cron+x@host.example")).toMatch(/^250 /);
  expect(taken.map(({ from, to }) => [from, to])).toEqual([
    ["cron+x@host.example", A],
    ["cron+x@host.example", B],
  ]);
  expect(taken[0]?.body).toMatch(/\r\n\r\nline\r\n\.dot\r\n$/);
});

test("gives the door's refusal, and asks for a second try when there was no answer", async () => {
  const { send } = await mailServer({
    [A]: [422, "550 5.1.1 Invalid mailbox"],
    [B]: [503, "451 4.3.0 Try again later"],
  });
  expect(await send([A])).toBe("550 5.1.1 Invalid mailbox");
  expect(await send([B])).toMatch(/^451 /);
  expect(await send([A, B])).toMatch(/^451 /);
  expect(await send([A, "fine@ping.localhost"])).toMatch(/^250 /);
});

test("a door that is away is no refusal", async () => {
  const { send } = await mailServer({}, `http://127.0.0.1:${await freePort()}/email`);
  expect(await send([A])).toMatch(/^451 /);
});

test("foreign domains, and messages beyond the limit, never reach the door", async () => {
  const { taken, send } = await mailServer({});
  expect(await send(["a@example.com"])).toBe("550 5.1.1 Recipient rejected");
  expect(await send([A], "x".repeat(26 * 1024 * 1024))).toMatch(/^552 /);
  expect(taken).toHaveLength(0);
});
