import { describe, expect, it } from "vitest";
import { HOUR, MINUTE } from "../time.ts";
import { codes, GuardWorld, NIGHTLY } from "./guard-world.testing.ts";
import type { GuardRule } from "./settings.ts";

const GB = 1e9;
const SHARE: GuardRule = { kind: "share_of_median", heartbeat: NIGHTLY.id, metric: "backup_bytes", percent: 70 };

/** A world after so many backups of 10 GB, a minute apart. */
function backedUp(runs: number): GuardWorld {
  const world = new GuardWorld({ quietSeconds: 0, rules: [SHARE] });
  for (let n = 0; n < runs; n++) {
    world.ping(NIGHTLY.pingId, "success", { metrics: { backup_bytes: 10 * GB } });
    world.pass(MINUTE);
  }
  return world;
}

describe("the newest value against its median", () => {
  it("must be at least the wanted share", () => {
    const world = backedUp(10);
    expect(world.decide().status).toBe(200);
    world.ping(NIGHTLY.pingId, "success", { metrics: { backup_bytes: 7 * GB } });
    expect(world.decide().status).toBe(200);
    world.ping(NIGHTLY.pingId, "success", { metrics: { backup_bytes: 6.99 * GB } });
    expect(world.decide().text).toBe("hold: backup: backup_bytes was 6.99 GB, at least 7 GB (70 % of usual) needed");
    expect(codes(world.decide())).toEqual(["metric"]);
  });

  it("holds until it is known what is usual, and when it is missing", () => {
    expect(backedUp(6).decide().text).toBe("hold: backup: backup_bytes is usual only after 7 good runs");
    const world = backedUp(7);
    expect(world.decide().status).toBe(200);
    world.ping(NIGHTLY.pingId);
    expect(world.decide().text).toBe("hold: backup: backup_bytes did not come with the last run");
    const silent = new GuardWorld({ rules: [SHARE] });
    silent.ping(NIGHTLY.pingId);
    expect(silent.decide().text).toBe("hold: backup: backup_bytes was never reported");
  });

  it("goes by a person's word that the value is normal", () => {
    const world = backedUp(10);
    world.ping(NIGHTLY.pingId, "success", { metrics: { backup_bytes: GB } });
    expect(codes(world.decide())).toEqual(["metric"]);
    world.do({ kind: "accept as normal", heartbeat: NIGHTLY.id, rule: "tooSmall:backup_bytes" });
    expect(world.decide().status).toBe(200);
  });

  it("counts its heartbeat as required: an old number proves nothing", () => {
    const world = backedUp(10);
    world.pass(2 * HOUR);
    expect(codes(world.decide())).toEqual(["target_late"]);
  });
});

describe("the caller's own numbers", () => {
  const ratio: GuardRule = { kind: "ratio", numerator: "deleted", denominator: "total", maxPercent: 5.7 };
  const guard = new GuardWorld({ rules: [ratio] });
  const said = (facts: Record<string, number>): string => guard.decide({ facts }).text;

  it("must be no greater a share than allowed", () => {
    expect(said({ deleted: 57, total: 1_000 })).toBe("go");
    expect(said({ deleted: 0, total: 1_000 })).toBe("go");
    const seven = new GuardWorld({ rules: [{ ...ratio, maxPercent: 7 }] });
    expect(seven.decide({ facts: { deleted: 7, total: 100 } }).text).toBe("go");
    expect(seven.decide({ facts: { deleted: 8, total: 100 } }).status).toBe(409);
    expect(said({ deleted: 570, total: 1_000 })).toBe(
      "hold: deleted is 57 % of total (570 of 1,000), at most 5.7 % allowed",
    );
  });

  it("hold when they are missing, or are no share of anything", () => {
    expect(said({ total: 1_000 })).toBe("hold: deleted was not sent: add m.deleted=… to the request");
    expect(said({ deleted: 1 })).toBe("hold: total was not sent: add m.total=… to the request");
    expect(said({ deleted: 0, total: 0 })).toBe("hold: total is 0, so there is nothing to compare deleted with");
    expect(said({ deleted: -1, total: 9 })).toBe("hold: deleted is -1, which is no count");
  });

  it.each([
    ["<", 9, 10],
    ["<=", 10, 11],
    [">", 11, 10],
    [">=", 10, 9],
    ["=", 10, 11],
    ["!=", 9, 10],
  ] as const)("must be %s a limit", (op, good, bad) => {
    const world = new GuardWorld({ rules: [{ kind: "fact", metric: "rows", op, value: 10 }] });
    expect(world.decide({ facts: { rows: good } }).text).toBe("go");
    expect(world.decide({ facts: { rows: bad } }).text).toMatch(/^hold: rows is .* allowed$/);
    expect(codes(world.decide())).toEqual(["metric"]);
  });
});
