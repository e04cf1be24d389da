import { describe, expect, it } from "vitest";
import { domainOf, isOutOfStep, type Sighting } from "./blindness.ts";
import type { Region } from "./region.ts";
import { checkSpec } from "./spec/spec.ts";
import type { RegionVote } from "./verdict.ts";
import { SECOND } from "../time.ts";

const NOW = 1_800_000_000_000;

const vote = (ok: boolean, secondsAgo: number): RegionVote => ({
  at: NOW - secondsAgo * SECOND,
  ok,
  colo: "X",
  totalMs: 1,
  detail: null,
});

/** `count` monitors on `domains` domains, each seen as `votes` says for its number. */
const team = (count: number, domains: number, votes: (n: number) => Partial<Record<Region, RegionVote>>): Sighting[] =>
  Array.from({ length: count }, (_, n) => ({ domain: `d${n % domains}.example`, votes: votes(n) }));

const isBlind = (sightings: Sighting[]): boolean => isOutOfStep("weur", sightings, NOW);

describe("a region is out of step", () => {
  /** Every fifth fails in weur alone: 20 %. */
  const fifth = (n: number) =>
    n % 5 === 0 ? { weur: vote(false, 10), enam: vote(true, 9), apac: vote(true, 9) } : { weur: vote(true, 10) };

  it("when more than 15 points more fail there than elsewhere", () => {
    expect(isBlind(team(20, 5, fifth))).toBe(true);
    expect(isBlind(team(20, 5, (n) => (n === 0 ? fifth(0) : fifth(1))))).toBe(false);
  });

  it("not with fewer than 20 monitors, or 5 domains, or by votes of more than a minute ago", () => {
    expect(isBlind(team(19, 5, fifth))).toBe(false);
    expect(isBlind(team(20, 4, fifth))).toBe(false);
    expect(isBlind(team(20, 5, () => ({ weur: vote(false, 61), enam: vote(true, 9) })))).toBe(false);
  });

  it("not when the others fail as much", () => {
    expect(isBlind(team(20, 5, () => ({ weur: vote(false, 10), enam: vote(false, 9), apac: vote(false, 9) })))).toBe(
      false,
    );
  });

  it("not at the beginning of an outage, when it is the first to fail and passes elsewhere are older", () => {
    expect(isBlind(team(20, 5, () => ({ weur: vote(false, 1), enam: vote(true, 20), apac: vote(true, 40) })))).toBe(
      false,
    );
    expect(isBlind(team(20, 5, () => ({ weur: vote(false, 2), enam: vote(false, 1), apac: vote(true, 40) })))).toBe(
      false,
    );
  });
});

it("an outage of half the sites is not a region's, though the third region has not been asked again", () => {
  const half = (n: number) =>
    n % 2 === 0
      ? { weur: vote(false, 5), enam: vote(false, 5), apac: vote(true, 50) }
      : { weur: vote(true, 50), enam: vote(true, 50), apac: vote(true, 50) };
  expect(isBlind(team(30, 5, half))).toBe(false);
});

it.each([
  [{ type: "http", url: "https://shop.example.co.uk/cart" }, "example.co.uk"],
  [{ type: "tcp", host: "db.eu.example.com", port: 5432 }, "example.com"],
  [{ type: "domain", domain: "example.org" }, "example.org"],
])("the registrable domain of %o is %s", (spec, expected) => {
  expect(domainOf(checkSpec.parse(spec))).toBe(expected);
});
