import { describe, expect, inject, it } from "vitest";
import { ioWorkerd } from "../../src/io-workerd.ts";
import { ROWS } from "../corpus/rows.ts";
import { expectedOf, runRow } from "../corpus/run-row.ts";

/** The corpus of spec "checks" §7 through workerd's own sockets and fetch. */

const ports = inject("ports");

describe.each(ROWS)("%s", (_kind, rows) => {
  it.each(rows)("case $n: $what", async (row) => {
    const outcome = await runRow(row, ports, ioWorkerd);
    expect(outcome).toMatchObject(expectedOf(row, "workerd"));
  });
});

it("asks the canary nothing", async () => {
  const hits = await fetch(`http://127.0.0.1:${ports["canaryHits"] ?? 0}/`);
  expect(await hits.text()).toBe("0");
});
