import { expect, it } from "vitest";
import { probe, silentProbe, waitingProbe } from "../../../testing/probes.ts";
import { headline, isBlind, runLines, settingsLines } from "./probes.ts";

it("says how they are heard, and that blind is not down", () => {
  expect(headline([])).toMatch(/There is none yet\.$/);
  expect(headline([probe(), waitingProbe()])).toBe("1 probe is heard. 1 probe has not been heard of yet.");
  expect(headline([probe(), silentProbe()])).toBe("1 probe is blind: what it checks is unknown, not down.");
});

it("is blind unless it is heard and sees; one that was never started is only waited for", () => {
  const states = ["sighted", "waiting", "silent", "skewed", "unreachable"] as const;
  expect(states.filter((state) => isBlind({ state }))).toEqual(["silent", "skewed", "unreachable"]);
});

it("keeps the key out of the arguments, which others on the host can see", () => {
  const [allow, key, run] = runLines("https://nightbell.example", "nbp_1").split("\n");
  expect(allow).toMatch(/^printf '10\.0\.0\.0\/8\\n' > allow/);
  expect(key).toBe("NIGHTBELL_PROBE_KEY=nbp_1 \\");
  expect(run).toBe("  npx nightbell-probe --url https://nightbell.example --allow allow");
  expect(settingsLines("https://nightbell.example", "nbp_1")).toContain("NIGHTBELL_PROBE_KEY=nbp_1\n");
});
