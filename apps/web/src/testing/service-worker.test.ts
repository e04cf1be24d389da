import { beforeEach, expect, it, vi } from "vitest";

/** As a variable, because a file of the public folder has no types. */
const WORKER = "../../public/sw.js";

type Shown = { title: string; options: { body: string; tag: string; actions: { action: string }[]; data: unknown } };
type WorkerEvent = { waitUntil: (work: Promise<unknown>) => void; [key: string]: unknown };

let shown: Shown[];
let posted: { url: string; method: string | undefined }[];
let opened: string[];
let answer: () => Promise<Response>;
let handlers: Record<string, (event: WorkerEvent) => void>;

/** Runs the worker's file in a scope of our own. */
beforeEach(async () => {
  shown = [];
  posted = [];
  opened = [];
  handlers = {};
  answer = () => Promise.resolve(new Response("{}"));
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    posted.push({ url, method: init.method });
    return answer();
  });
  const scope = {
    location: { origin: "https://app.example" },
    registration: {
      showNotification: (title: string, options: Shown["options"]) =>
        Promise.resolve(void shown.push({ title, options })),
    },
    clients: {
      matchAll: () => Promise.resolve([]),
      openWindow: (url: string) => Promise.resolve(opened.push(url)),
      claim: () => undefined,
    },
    skipWaiting: () => undefined,
    addEventListener: (name: string, handler: (event: WorkerEvent) => void) => {
      handlers[name] = handler;
    },
  };
  vi.stubGlobal("self", scope);
  vi.resetModules();
  await import(WORKER);
});

async function dispatch(name: string, event: Record<string, unknown>): Promise<void> {
  const work: Promise<unknown>[] = [];
  handlers[name]?.({ ...event, waitUntil: (promise) => work.push(promise) });
  await Promise.all(work);
}

const message = {
  title: "DOWN backup",
  body: "Nobody has it.",
  tag: "pg_1",
  url: "/i/tok",
  ackUrl: "/i/tok",
  shownUrl: "/carrier/push/tok/shown",
};
const push = (json: () => unknown): Promise<void> => dispatch("push", { data: { json } });
const tap = (action: string): Promise<void> =>
  dispatch("notificationclick", {
    action,
    notification: { close: () => undefined, data: { url: message.url, ackUrl: message.ackUrl, tag: message.tag } },
  });

it("shows the page with an ack button and says that it was shown", async () => {
  await push(() => message);
  expect(shown[0]?.title).toBe("DOWN backup");
  expect(shown[0]?.options.actions.map(({ action }) => action)).toContain("ack");
  expect(posted).toEqual([{ url: message.shownUrl, method: "POST" }]);
});

it("shows something for a payload it cannot read, and when the beacon fails", async () => {
  await push(() => JSON.parse("not json"));
  expect(shown).toHaveLength(1);
  answer = () => Promise.reject(new Error("offline"));
  await push(() => message);
  expect(shown).toHaveLength(2);
});

it("acknowledges by POST and confirms it", async () => {
  await tap("ack");
  expect(posted).toEqual([{ url: message.ackUrl, method: "POST" }]);
  expect(shown[0]?.title).toBe("You have it");
});

it.each([() => Promise.resolve(new Response(null, { status: 503 })), () => Promise.reject(new Error("offline"))])(
  "says so when the ack did not get through",
  async (failing) => {
    answer = failing;
    await tap("ack");
    expect(shown[0]?.title).toBe("That did not get through");
  },
);

it("opens the page on a tap, and acknowledges nothing by it", async () => {
  await tap("");
  expect(opened).toEqual(["https://app.example/i/tok"]);
  expect(posted).toEqual([]);
});
