import { describe, expect, it } from "vitest";
import { open, seal } from "../../src/secrets/sealed.ts";

const MASTER = "a master key of at least thirty-two characters";
const PLACE = { team: "team_a", owner: "mon_a", name: "password" };

describe("secrets at rest", () => {
  it("open where they belong, and nowhere else", async () => {
    const sealed = await seal(MASTER, PLACE, "correct horse");
    expect(sealed).not.toContain("horse");
    expect(await open(MASTER, PLACE, sealed)).toBe("correct horse");
    for (const elsewhere of [
      { ...PLACE, team: "team_b" },
      { ...PLACE, owner: "mon_b" },
      { ...PLACE, name: "token" },
    ])
      await expect(open(MASTER, elsewhere, sealed)).rejects.toThrow();
    await expect(open(`${MASTER} another`, PLACE, sealed)).rejects.toThrow();
  });

  it("never seal alike twice, and a changed text does not open", async () => {
    const [one, two] = await Promise.all([seal(MASTER, PLACE, "x"), seal(MASTER, PLACE, "x")]);
    expect(one).not.toBe(two);
    const changed = `${one.slice(0, -2)}${one.endsWith("AA") ? "BB" : "AA"}`;
    await expect(open(MASTER, PLACE, changed)).rejects.toThrow();
    await expect(open(MASTER, PLACE, "no sealed text!")).rejects.toThrow();
  });
});
