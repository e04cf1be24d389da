import { describe, expect, inject, it } from "vitest";
import { domainChecker } from "../../src/core/checks/domain.ts";
import type { Checker } from "../../src/core/checks/finding.ts";
import type { Io } from "../../src/core/io.ts";
import type { CheckType } from "@nightbell/shared/check/spec/spec";
import { DATABASES } from "./cases.ts";
import { EVERYWHERE, NETWORK, STARTTLS } from "./network-cases.ts";
import { PASSWORD } from "./password.ts";
import type {} from "./provided.ts";
import { NGINX } from "./web-cases.ts";
import { type Case, contextOf, egressOf, findingOf, outcomeOf, portOf, runCase } from "./run-case.ts";

/** The same cases on every machine that a probe runs on. */
export function serverSuite(machine: "node" | "workerd", io: Io): void {
  const { ports, missing } = inject("servers");

  const cases = (title: string, list: readonly Case[], needs: string[]): void => {
    const here = list.filter(({ only }) => only === undefined || only === machine);
    describe.skipIf(needs.some((program) => missing[program] !== undefined))(title, () => {
      it.concurrent.each(here)("$name: $expected", async (one) => {
        const finding = await runCase(one, io, ports);
        expect(outcomeOf(finding), finding.detail).toBe(one.expected);
        if (one.says !== undefined) expect(finding.detail ?? finding.value).toMatch(one.says);
        if (one.expected !== "ok") expect(finding.detail?.length).toBeGreaterThan(5);
        expect(JSON.stringify(finding)).not.toContain(PASSWORD);
      });
    });
  };

  for (const [program, list] of Object.entries(DATABASES)) cases(program, list, [program]);
  for (const [program, list] of Object.entries(NETWORK)) cases(program, list, [program]);
  cases("nginx", NGINX, ["nginx"]);
  for (const [type, list] of Object.entries(EVERYWHERE)) cases(type, list, []);
  for (const [program, list] of Object.entries(STARTTLS))
    cases(`certificate after STARTTLS: ${program}`, list, [program]);

  it("times the connection and the first byte", async () => {
    const { phases, totalMs } = await runCase(
      {
        name: "",
        check: {
          type: "tcp",
          host: "localhost",
          port: "polite",
          steps: [{ act: "expect", format: "text", value: "ready" }],
        },
        expected: "ok",
      },
      io,
      ports,
    );
    expect(phases?.connect).toBeLessThanOrEqual(phases?.ttfb ?? -1);
    expect(phases?.ttfb).toBeLessThanOrEqual(totalMs);
  });

  describe("a certificate", () => {
    it("is in the finding, whether it passes or not", async () => {
      for (const port of ["goodTls", "expired"]) {
        const { certificate } = await runCase(
          { name: "", check: { type: "tls", host: "localhost", port }, expected: "ok" },
          io,
          ports,
        );
        expect(certificate).toMatchObject({
          names: expect.arrayContaining(["localhost"]),
          issuer: "Nightbell Test Intermediate",
        });
        expect(certificate?.sha256).toMatch(/^[0-9a-f]{64}$/);
      }
    });
  });

  // Where ping is missing or not allowed, that is said, and nothing counts as down.
  it.runIf(machine === "node")("an echo is answered, or cannot be sent from here", async () => {
    const finding = await runCase({ name: "", check: { type: "icmp", host: "localhost" }, expected: "ok" }, io, ports);
    if (finding.ok) expect(finding.totalMs).toBeLessThan(1_000);
    else expect(finding).toMatchObject({ unknown: true, detail: expect.stringContaining("ping") });
  });

  describe("a domain", () => {
    const checker = domainChecker(`http://127.0.0.1:${portOf(ports, "web")}/bootstrap.json`) as Checker<CheckType>;
    it.concurrent.each([
      ["lamp.test", "ok", null],
      ["moved.test", "unknown", /cannot be read/],
      ["late.test", "domain_expired", /late\.test expired on \d{4}-\d\d-\d\d/],
      ["held.test", "domain_on_hold", /clientHold/],
      ["odd.test", "unknown", /cannot be read/],
      ["gone.test", "unknown", /404/],
      ["lamp.attic", "unknown", /does not say when/],
    ] as const)("%s: %s", async (domain, expected, says) => {
      const finding = await findingOf(checker, { type: "domain", domain }, contextOf({}), egressOf(io, ports));
      expect(outcomeOf(finding), finding.detail).toBe(expected);
      if (says !== null) expect(finding.detail).toMatch(says);
      if (expected === "ok") expect(finding.registration?.statuses).toContain("active");
    });
  });
}
