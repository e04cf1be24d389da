import { describe, expect, it } from "vitest";
import { Lanes } from "../../src/core/lanes.ts";
import { readSettings } from "../../src/settings.ts";

describe("lanes", () => {
  it("run so many jobs at a time, more once widened, and survive a failing one", async () => {
    const lanes = new Lanes(3);
    const gates: PromiseWithResolvers<void>[] = [];
    let running = 0;
    let most = 0;
    const job = async (): Promise<void> => {
      most = Math.max(most, ++running);
      const gate = Promise.withResolvers<void>();
      gates.push(gate);
      await gate.promise.finally(() => running--);
    };
    const all = Array.from({ length: 8 }, () => lanes.run(job).catch(() => undefined));
    await Promise.resolve();
    expect(gates).toHaveLength(3);
    lanes.widen(2);
    await new Promise((resolve) => queueMicrotask(() => resolve(null)));
    expect(gates).toHaveLength(5);
    gates[0]?.reject(new Error("a job of ours failed"));
    for (let i = 1; i < 8; i++) {
      while (gates[i] === undefined) await Promise.resolve();
      gates[i]?.resolve();
    }
    await Promise.all(all);
    expect(most).toBe(5);
  });
});

describe("settings", () => {
  it("are refused when a variable is wrong", () => {
    expect(() => readSettings({ REGION: "mars" })).toThrow();
    expect(() =>
      readSettings({
        REGION: "weur",
        CONTROL_TARGETS: "https://a.example/",
        DOH_RESOLVERS: "",
        BOT_PAGE: "",
        ALLOW_LOOPBACK: "0",
        VERSION: { id: "" },
      }),
    ).toThrow("at least two control targets");
  });
});
