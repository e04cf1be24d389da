import { newMonitor } from "@nightbell/shared/check/settings";
import { expect, it } from "vitest";
import { foundChoices, importRefusal, monitorsOf } from "./import.ts";

const found = ["https://a.example/", "https://b.example/", "http://localhost/"].map((url, i) => ({
  url,
  name: `name ${i}`,
  fault: url.includes("localhost") ? "not public" : null,
}));
const chosen = (ticks: Record<string, boolean>, targets: string[] = []) =>
  foundChoices(found, ticks, targets).map((one) => one.chosen);

it("ticks what can be watched and is not yet", () => {
  expect(chosen({})).toEqual([true, true, false]);
  expect(chosen({}, ["https://b.example/"])).toEqual([true, false, false]);
  expect(chosen({ "https://b.example/": true, "http://localhost/": true }, ["https://b.example/"])).toEqual([
    true,
    true,
    false,
  ]);
  expect(chosen({ "https://a.example/": false })).toEqual([false, true, false]);
});

it("sends what the API takes", () => {
  const monitors = monitorsOf(foundChoices(found, {}, []), { intervalSeconds: "300", regions: ["weur", "apac"] });
  expect(monitors.map((one) => newMonitor.parse(one))).toEqual(monitors);
  expect(monitors).toMatchObject([
    { name: "name 0", intervalSeconds: 300, regions: ["weur", "apac"], check: { url: "https://a.example/" } },
    { check: { url: "https://b.example/" } },
  ]);
});

it("finds what a refusal is about", () => {
  const choices = foundChoices(found, { "https://a.example/": false }, []);
  expect(importRefusal("monitors.0.check.url", "no", choices)).toEqual({ "https://b.example/": "no" });
  expect(importRefusal("intervalSeconds", "too often", choices)).toEqual({ intervalSeconds: "too often" });
});
