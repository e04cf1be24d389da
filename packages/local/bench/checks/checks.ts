import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { SECOND } from "@nightbell/shared/time";
import { openStateFolder, type StateFolder } from "../../src/state-folder.ts";
import { bundle } from "../bundle.ts";
import { startBare, type Bare, type BareFetches } from "./bare.ts";
import { restartLines, steadyTable, targetLines, troubleLines } from "./report.ts";
import { startSite, type Site } from "./site.ts";
import { startRecord, startStack, type TeamRecord } from "./stack.ts";
import { INTERVAL_SECONDS, monitoringTeam, pageOf } from "./team.ts";
import { begin, crash, monitorsOf, watch, type Restarted, type Trial, type Watched } from "./trial.ts";

/**
 * What checks cost and how late they are, at several sizes of a team; then a crash of the Team's process, and bad targets.
 *
 *   Team (its own process) → the three regional probes (theirs) → the site     as bundled for deployment
 *   bare Worker (its own process)                               → the site     the same pages, in a loop
 *
 * Everything is on this machine: between the processes is loopback instead of a service binding.
 */

const SIZES = [100, 1_000, 5_000];
/** What the spec speaks of: it is crashed, and its targets spoilt. */
const SUBJECT = 1_000;
/** Of small teams; the others are watched a little longer. */
const STEADY_MS: Record<number, number> = { 100: 60 * SECOND };
const LONG_MS = 65 * SECOND;
/** A little longer than the worst case from an outage to DOWN (spec "checks" §3.2). */
const TROUBLE_MS = 90 * SECOND;
/** The bare loop runs while a new team comes to rest: as long as that takes at least. */
const REST_MS = 25 * SECOND;
const FLOOD_MS = 10 * SECOND;
/** One monitor in so many hangs. */
const HANGING_EVERY = 20;

/** One size of a team, left alone. `firstRound`: ms until new monitors had been asked from everywhere. */
export type Steady = { monitors: number; firstRound: number; watched: Watched; bare: BareFetches };
/** The lateness in `watched` is that of monitors whose targets answer. How many hang, how many of them are down, and how many others. */
export type Trouble = { watched: Watched; hanging: number; foundDown: number; falselyDown: number };

type Parts = {
  state: StateFolder;
  bundles: { probe: string; team: string };
  record: TeamRecord;
  site: Site;
  bare: Bare;
  say: (line: string) => void;
};

/**
 * Measures and prints: about eight minutes, less with fewer sizes.
 * @param sizes numbers of monitors; none: 100, 1,000 and 5,000
 * @throws Error when one is no such number, or something does not start
 */
export async function benchChecks(say: (line: string) => void, sizes: number[]): Promise<void> {
  if (!sizes.every((size) => Number.isInteger(size) && size > 0))
    throw new Error("Sizes are numbers of monitors, as in `npm run bench -- checks 100 1000`.");
  const state = openStateFolder(mkdtempSync(join(tmpdir(), "nightbell-bench-")), true);
  const folder = state.path("");
  const undo: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    say(`Bundling, and making the record (load of this machine ${load()}) …`);
    const [probe, team, fetches] = await Promise.all(
      (["probe", "team", "fetches"] as const).map((name) => bundle(name, folder)),
    );
    const record = await startRecord();
    undo.push(record.stop);
    const site = await startSite();
    undo.push(site.stop);
    const bare = await startBare(folder, fetches ?? "");
    undo.push(bare.stop);
    const bundles = { probe: probe ?? "", team: team ?? "" };
    await measure({ state, bundles, record, site, bare, say }, sizes.length === 0 ? SIZES : sizes);
  } finally {
    for (const step of undo.toReversed()) await step();
  }
}

async function measure(parts: Parts, sizes: number[]): Promise<void> {
  const { bare, site, say } = parts;
  const subject = sizes.includes(SUBJECT) ? SUBJECT : Math.max(...sizes);
  const all: Steady[] = [];
  let restarted: Restarted | null = null;
  let trouble: Trouble | null = null;
  for (const monitors of sizes) {
    const trial = await startTrial(parts, monitors);
    try {
      all.push(await steady(parts, trial, monitors));
      if (monitors !== subject) continue;
      say("  a crash …");
      restarted = await crash(trial);
      say(`  and ${TROUBLE_MS / SECOND} s with bad targets …`);
      trouble = await spoil(trial);
    } finally {
      await trial.stack.stop();
    }
  }
  const flood = await bare.fetches(pages(site, SUBJECT), null, FLOOD_MS);
  say(`\n${steadyTable(all, flood)}\n`);
  if (restarted && trouble) say(`${restartLines(subject, restarted)}\n\n${troubleLines(subject, trouble)}\n`);
  say(targetLines(all, restarted, trouble));
}

/** How many processes wanted to run in the last minute, ours among them. */
const load = (): string => (loadavg()[0] ?? 0).toFixed(1);

const pages = (site: Site, monitors: number): string[] =>
  Array.from({ length: monitors }, (_, n) => pageOf(site.port, n).replace("/m/", "/bare/"));

async function startTrial({ state, bundles, record, site }: Parts, monitors: number): Promise<Trial> {
  site.spoil([], []);
  const controls = [1, 2, 3].map((n) => `http://127.0.0.1:${site.port}/control/${n}`);
  const stack = await startStack(state, `of-${monitors}`, record, bundles, controls);
  return { stack, site, team: monitoringTeam(monitors, site.port) };
}

async function steady({ bare, site, say }: Parts, trial: Trial, monitors: number): Promise<Steady> {
  const ms = STEADY_MS[monitors] ?? LONG_MS;
  say(`${monitors.toLocaleString("en")} monitors, ${ms / SECOND} s (load ${load()}) …`);
  const firstRound = await begin(trial);
  const beside = await bare.fetches(pages(site, monitors), monitors / INTERVAL_SECONDS, REST_MS);
  return { monitors, firstRound, bare: beside, watched: await watch(trial, ms, monitorsOf(trial.team), false) };
}

/** Lets some targets hang and one never end, from now on. */
async function spoil(trial: Trial): Promise<Trouble> {
  const { monitors } = trial.team.config;
  const [endless, ...others] = monitors.keys();
  const hanging = others.filter((n) => n % HANGING_EVERY === 0);
  trial.site.spoil(hanging, endless === undefined ? [] : [endless]);
  const watched = await watch(trial, TROUBLE_MS, monitorsOf(trial.team, hanging), true);
  const hangingIds = new Set(hanging.map((n) => monitors[n]?.id));
  const foundDown = watched.counts.down.filter((id) => hangingIds.has(id)).length;
  return { watched, hanging: hanging.length, foundDown, falselyDown: watched.counts.down.length - foundDown };
}
