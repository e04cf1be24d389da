import { beforeEach, expect, it, vi } from "vitest";
import { FakeSocket } from "../../testing/screen.tsx";
import { connectLive } from "./connection.ts";

type Changed = ReadonlySet<string> | null;
let changed: Changed[];
let status: string[];

const connect = (): (() => void) =>
  connectLive("ws://localhost/live", {
    changed: (subjects) => changed.push(subjects),
    status: (now) => status.push(now),
    heard: () => undefined,
  });

beforeEach(() => {
  changed = [];
  status = [];
  vi.stubGlobal("WebSocket", FakeSocket);
  vi.spyOn(Math, "random").mockReturnValue(0);
});

it("looks at everything when it opens, then only at what it is told", () => {
  const end = connect();
  FakeSocket.last?.dispatchEvent(new Event("open"));
  expect(changed).toEqual([null]);
  FakeSocket.last?.dispatchEvent(new MessageEvent("message", { data: '{"seq":1,"subjects":["hb_1"]}' }));
  FakeSocket.last?.dispatchEvent(new MessageEvent("message", { data: '{"seq":2,"subjects":["hb_2"]}' }));
  vi.advanceTimersByTime(250);
  expect(changed.slice(1)).toEqual([new Set(["hb_1", "hb_2"])]);
  end();
});

it("keeps the socket alive, and takes the answer for what it is", () => {
  const end = connect();
  FakeSocket.last?.dispatchEvent(new Event("open"));
  vi.advanceTimersByTime(15_000);
  expect(FakeSocket.last?.sent).toEqual(["ping"]);
  FakeSocket.last?.dispatchEvent(new MessageEvent("message", { data: "pong" }));
  vi.advanceTimersByTime(1_000);
  expect(changed).toEqual([null]);
  end();
});

it("connects again after a cut, and polls meanwhile", () => {
  const end = connect();
  const first = FakeSocket.last;
  first?.dispatchEvent(new Event("close"));
  expect(status.at(-1)).toBe("closed");
  vi.advanceTimersByTime(500);
  expect(FakeSocket.last).not.toBe(first);
  FakeSocket.last?.dispatchEvent(new Event("close"));
  FakeSocket.last?.dispatchEvent(new Event("close"));
  vi.advanceTimersByTime(3_000);
  expect(changed).toContain(null);
  end();
});

it("is silent once ended", () => {
  const end = connect();
  end();
  vi.advanceTimersByTime(120_000);
  expect(changed).toEqual([]);
});
