import { expect, it } from "vitest";
import { empty, full } from "../testing/answers.ts";
import { channels, pingKey, room } from "../testing/keys.ts";
import { ago, TEAM } from "../testing/now.ts";
import { viewer } from "../testing/people.ts";
import { type Screen, show } from "../testing/screen.tsx";
import { type Answers, refusal } from "../testing/server.ts";
import { choose, errors } from "./monitor-form.testing.ts";

/** Ping keys, API keys and channels; and the list's filter, which stands in the address too. */

const team = `/api/teams/${TEAM}`;
const page = `/t/${TEAM}/integrations`;
const NEWER = "0000abcdefyyyyyyyyyyyy";
const acted = (screen: Screen) => screen.calls.filter(({ name }) => !name.startsWith("GET"));

it("makes a first ping key, and shows it in full", async () => {
  const screen = await show(page, {
    ...empty(),
    [`POST ${team}/ping-keys`]: { status: 201, body: pingKey() },
  });
  await screen.click(screen.button("Create a ping key"));
  expect(acted(screen)).toEqual([{ name: `POST ${team}/ping-keys`, body: undefined }]);
  expect((await show(page, full())).text()).toContain(pingKey().key);
});

it("has no third key, and retires one only after asking", async () => {
  const screen = await show(page, {
    ...full(),
    [`GET ${team}/ping-keys`]: {
      status: 200,
      body: { keys: [pingKey(), pingKey({ id: "pk_2", key: NEWER, createdAt: ago(5) })] },
    },
    [`DELETE ${team}/ping-keys/pk_1`]: { status: 204, body: null },
  });
  expect(screen.text()).toContain("Two are live.");
  expect(screen.find('[aria-label="Ping by slug"]').textContent).toContain(NEWER);
  await screen.click(screen.button("Retire…"));
  expect(acted(screen)).toEqual([]);
  await screen.click(screen.button("Retire"));
  expect(acted(screen).map(({ name }) => name)).toEqual([`DELETE ${team}/ping-keys/pk_1`]);
});

it("shows the secret of a new API key once, also where clients need it", async () => {
  const secret = "nbr_0123456789012345678901234567";
  const made = {
    id: "key_3",
    name: "ansible",
    access: "read",
    hint: "nbr_…67",
    createdAt: pingKey().createdAt,
    secret,
  };
  const screen = await show(page, { ...full(), [`POST ${team}/api-keys`]: { status: 201, body: made } });
  await screen.type(screen.find<HTMLInputElement>('input[placeholder="terraform"]'), "ansible");
  await screen.click(screen.button("Create an API key"));
  expect(screen.find('[aria-label="New API key"]').textContent).toBe(secret);
  expect(screen.find('[aria-label="curl configuration"]').textContent).toContain(secret);
  expect((await show(page, full())).text()).not.toContain(secret);
});

it("shows a refused name at its field", async () => {
  const refused = { status: 422, body: refusal("invalid", "name: a key has this name already", "name") };
  const screen = await show(page, { ...full(), [`POST ${team}/api-keys`]: refused });
  await screen.type(screen.find<HTMLInputElement>('input[placeholder="terraform"]'), "terraform");
  await screen.click(screen.button("Create an API key"));
  expect(screen.find(".mantine-InputWrapper-error").textContent).toBe("a key has this name already");
});

it("makes a member’s e-mail a channel", async () => {
  const screen = await show(page, { ...full(), [`POST ${team}/channels`]: { status: 201, body: { id: "c" } } });
  await screen.type(screen.find<HTMLInputElement>('input[placeholder="office mail"]'), "ops");
  await screen.click(screen.button("Add a channel"));
  expect(acted(screen)).toEqual([
    { name: `POST ${team}/channels`, body: { kind: "email", name: "ops", userId: "usr_ana" } },
  ]);
});

it("makes a room a channel by its webhook, and shows the address never again", async () => {
  const url = "https://discord.com/api/webhooks/1/secret";
  const refused = { status: 422, body: refusal("invalid", "url: Paste the address of a channel’s webhook", "url") };
  const answers: Answers = { ...full(), [`POST ${team}/channels`]: refused };
  const screen = await show(page, answers);
  await choose(screen, "Kind", "discord");
  await screen.type(screen.find<HTMLInputElement>('input[placeholder="#ops"]'), " #ops ");
  await screen.click(screen.button("Add a channel"));
  expect(errors()).toEqual(["paste the address of its webhook"]);
  await screen.type(screen.find<HTMLInputElement>('input[type="url"]'), url);
  await screen.click(screen.button("Add a channel"));
  expect(errors()).toEqual(["Paste the address of a channel’s webhook"]);
  answers[`POST ${team}/channels`] = { status: 201, body: { id: "chn_ops" } };
  await screen.click(screen.button("Add a channel"));
  expect(acted(screen).at(-1)?.body).toEqual({ kind: "discord", name: "#ops", url });
  expect(document.querySelector('input[type="url"]')).toBeNull();
});

it("posts a test in a room, says what came of it, and deletes only after asking", async () => {
  const rooms = [room(), room({ id: "chn_2", kind: "discord", name: "#night" })];
  const screen = await show(page, {
    ...full(),
    [`GET ${team}/channels`]: { status: 200, body: { channels: [...rooms, ...channels()] } },
    [`POST ${team}/channels/chn_2/test`]: { status: 200, body: { text: "Posted: look into the room." } },
    [`DELETE ${team}/channels/chn_ops`]: { status: 204, body: null },
  });
  expect(screen.text()).toContain("#opsSlack room");
  expect(document.querySelectorAll('[aria-label^="Post a test in"]')).toHaveLength(2);
  await screen.click(screen.find('[aria-label="Post a test in #night"]'));
  expect(screen.text()).toContain("Posted: look into the room.");
  const remove = screen.find('[aria-label="Post a test in #ops"]').parentElement?.querySelector("button:last-child");
  if (remove instanceof HTMLElement) await screen.click(remove);
  expect(screen.text()).toContain("Heartbeats and policies that name it tell it nothing any more.");
  await screen.click(screen.button("Delete"));
  expect(acted(screen).map(({ name }) => name)).toEqual([
    `POST ${team}/channels/chn_2/test`,
    `DELETE ${team}/channels/chn_ops`,
  ]);
});

it("asks for no key, and shows none, when a viewer looks", async () => {
  const screen = await show(page, { ...full(), "GET /api/me": { status: 200, body: viewer() } });
  expect(screen.calls.some(({ name }) => /-keys|channels/.test(name))).toBe(false);
  expect(screen.text()).not.toContain(pingKey().key);
  expect(screen.text()).toContain("API keys and channels for owners and admins.");
});

it("filters the heartbeats by what stands in the address, and writes there", async () => {
  const list = `/t/${TEAM}/heartbeats`;
  const screen = await show(`${list}?state=late`, full());
  expect(screen.text()).toContain("rotate logs");
  expect(screen.text()).not.toContain("nightly backup");
  await screen.click(screen.button("Show all"));
  expect(screen.path()).toBe(list);
  await screen.type(screen.find<HTMLInputElement>('input[aria-label="Filter by text"]'), "backup");
  await screen.settle();
  expect(screen.path()).toBe(`${list}?q=backup`);
  expect(screen.text()).not.toContain("rotate logs");
});
