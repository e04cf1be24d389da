import { expect, it } from "vitest";
import { finding, heartbeat } from "../../../testing/heartbeats.ts";
import { listed, tagsOf } from "./list.ts";

const all = [
  heartbeat({ id: "a", name: "zebra", slug: "z", tags: ["prod"] }),
  heartbeat({ id: "b", name: "apple", slug: "a", tags: ["prod", "db"], findings: [finding()] }),
  heartbeat({ id: "c", name: "mango", slug: "m", tags: [], status: "down" }),
  heartbeat({ id: "d", name: "cherry", slug: "c", tags: ["db"], degraded: { failures: 1, tolerance: 1 } }),
];
const ids = (filter: Parameters<typeof listed>[1]): string =>
  listed(all, filter)
    .map(({ id }) => id)
    .join("");

it("puts what is wrong first, then goes by name", () => expect(ids({})).toBe("cbda"));

it("filters by text in name, slug and tags", () => {
  expect(ids({ q: " APP " })).toBe("b");
  expect(ids({ q: "db" })).toBe("bd");
});

it("filters by a whole tag and by state, together", () => {
  expect(ids({ tag: "db" })).toBe("bd");
  expect(ids({ tag: "d" })).toBe("");
  expect(ids({ state: "degraded" })).toBe("d");
  expect(ids({ state: "warning" })).toBe("b");
  expect(ids({ state: "on time", tag: "prod" })).toBe("ba");
});

it("knows every tag once", () => expect(tagsOf(all)).toEqual(["db", "prod"]));
