import { createVirtualClock } from "@nightbell/testkit/clock";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addresses } from "../src/config.ts";
import { loadSecrets } from "../src/secrets.ts";
import { createServices, type Services } from "../src/services/services.ts";
import { openStateFolder } from "../src/state-folder.ts";

/** The chat rooms of the local stack, and the page that shows what was posted there. */

const at = addresses(8787);
let folder: string;
let services: Services;

const start = (): void => {
  const state = openStateFolder(folder, false);
  services = createServices({ at, secrets: loadSecrets(state), state, clock: createVirtualClock(), database: null });
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "nightbell-chat-"));
  start();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ask = (address: string, body?: unknown) =>
  services.handle(
    new Request(address, {
      headers: { host: new URL(at.services).host, "content-type": "application/json" },
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
    }),
  );
const posts = async () => ((await (await ask(`${at.chat}/api/state`)).json()) as { posts: object[] }).posts;

test("what is posted to a room is shown, kept over a restart, and forgotten", async () => {
  expect((await ask(`${at.chat}/slack/ops`, { text: "DOWN &lt;shop&gt;" })).status).toBe(200);
  expect((await ask(`${at.chat}/discord/night?wait=true`, { content: "BACK UP shop" })).status).toBe(200);
  expect((await ask(`${at.chat}/discord/night`, { content: "x".repeat(2_001) })).status).toBe(400);
  const shown = [
    { service: "slack", room: "ops", text: "DOWN <shop>" },
    { service: "discord", room: "night", text: "BACK UP shop" },
  ];
  expect(await posts()).toMatchObject(shown);
  services.save();
  start();
  expect(await posts()).toMatchObject(shown);
  await ask(`${at.chat}/api/clear`, {});
  expect(await posts()).toEqual([]);
});

test.each(["/chat", "/chat/chat.css", "/chat/chat.js"])("%s is served", async (path) => {
  const response = await ask(`${at.services}${path}`);
  expect(response.status).toBe(200);
  expect((await response.text()).length).toBeGreaterThan(200);
});
