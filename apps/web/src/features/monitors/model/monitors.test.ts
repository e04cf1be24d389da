import { expect, it } from "vitest";
import { downMonitor, monitorDetail } from "../../../testing/watched.ts";
import { faultsOf, fieldOf, formOf, inputOf, newForm } from "./form.ts";
import { regionsSentence } from "./regions.ts";
import { resultBars, resultMark, worstFirst } from "./results.ts";

it("sends a bare host as https, named by its host", () => {
  const input = inputOf({ ...newForm, url: " shop.example/health " });
  expect([input.url, input.name]).toEqual(["https://shop.example/health", "shop.example"]);
});

it("shows and sends a monitor unchanged", () => {
  const { settings, ...monitor } = monitorDetail();
  expect(inputOf(formOf({ ...monitor, settings }))).toEqual({
    name: monitor.name,
    url: monitor.url,
    method: "GET",
    intervalSeconds: 60,
    ...settings,
  });
});

it.each([
  [{ url: "ftp://x.example" }, "url"],
  [{ url: "" }, "url"],
  [{ url: "x.example", regions: ["weur" as const] }, "regions"],
  [{ url: "x.example", expectedStatus: "ok" }, "expectedStatus"],
  [{ url: "x.example", timeoutSeconds: "" }, "timeoutSeconds"],
  [{ url: "x.example", present: "a".repeat(501) }, "present"],
])("finds the fault of %j at %s", (over, field) =>
  expect(Object.keys(faultsOf({ ...newForm, ...over }))).toEqual([field]),
);

it("finds the field of a refusal", () => {
  expect(fieldOf("keywordsAbsent.0")).toBe("absent");
  expect(fieldOf("timeoutMs")).toBe("timeoutSeconds");
  expect(fieldOf("something new")).toBe("url");
});

it("tells the votes in a sentence, blind regions apart", () => {
  expect(regionsSentence(downMonitor().regions)).toMatch(
    /^It fails from Western Europe and Eastern North America\. Asia-Pacific cannot see anything right now/,
  );
  expect(regionsSentence([])).toMatch(/^It has not been seen yet\./);
});

it("never counts a void result as passed or failed", () => {
  expect(resultMark({ ok: false, void: true }).tone).toBe("idle");
  const { results } = monitorDetail();
  expect(resultBars(results).at(-1)?.result).toBe(results[0]);
  expect(worstFirst(results, 7).every(({ ok }) => !ok)).toBe(true);
});
