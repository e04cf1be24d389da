import { heartbeatVectors, type Vector, type VectorStep } from "@nightbell/shared/heartbeat/vectors.testing";
import type { IncidentView } from "@nightbell/shared/views/views";
import { expect, inject, test } from "vitest";
import { json, Person, post } from "../rig/person.ts";
import { Program } from "../rig/program.ts";

/**
 * The shared vectors (spec "heartbeats" §9) over HTTP, through every Worker: checks made and edited by the management API,
 * pings by URL, and everything read back as a client reads it.
 *
 * They play in years gone by, and a team's clock only moves on; so they play 28 years later, when weekdays, leap days and
 * clock changes are the same again.
 */

const YEARS = 28;
const shifted = (text: string, years: number): string => text.replace(/^\d{4}/, (year) => String(Number(year) + years));
const instant = (text: string): number => Date.parse(shifted(text, YEARS));
const original = (text: unknown): string | null => (typeof text === "string" ? shifted(text, -YEARS) : null);
const iso = (text: string): string => new Date(Date.parse(text)).toISOString();

const rig = inject("rig");

/** A team whose clock stands, with a check. */
class Player {
  readonly #owner: Person;
  readonly #program: Program;
  #uuid = "";
  /** The check's internal id, which our own API goes by. */
  #id = "";
  #pingUrl = "";

  private constructor(owner: Person, program: Program) {
    this.#owner = owner;
    this.#program = program;
  }

  static async of({ check, created }: Vector): Promise<Player> {
    const owner = await new Person(rig, "Vera").signUp();
    const player = new Player(owner, await Program.of(owner));
    await player.moveTo(created);
    const made = await player.#program.create(check);
    player.#uuid = made.uuid;
    player.#pingUrl = made.ping_url;
    const { heartbeats } = await owner.api<{ heartbeats: { id: string }[] }>("/overview");
    player.#id = heartbeats[0]?.id ?? "";
    return player;
  }

  /** Moves the team's clock to one of the vector's instants, and lets everything due happen on the way. */
  async moveTo(at: string): Promise<void> {
    const { text } = await this.#advance(0);
    const { text: reached } = await this.#advance(Math.max(0, instant(at) - Date.parse(text)));
    expect(Date.parse(reached), "the clock's instant").toBe(instant(at));
  }

  #advance(ms: number): Promise<{ text: string }> {
    return this.#owner.api<{ text: string }>("/clock/advance", post({ ms }));
  }

  /** Does what a step says. @returns the HTTP status */
  async perform(line: string): Promise<number> {
    const [call, method = "", path = "", body] = /^API ([A-Z]+) (\S+)(?: (.*))?$/.exec(line) ?? [];
    if (call !== undefined) {
      const target = `/checks/${this.#uuid}${path === "/" ? "" : path}`;
      return (await this.#program.fetch(method, target, body === undefined ? undefined : JSON.parse(body))).status;
    }
    const [, verb = "", action = "", text] = /^([A-Z]+) (\S+)(?: body='(.*)')?$/.exec(line) ?? [];
    const init = { method: verb, redirect: "manual" as const, ...(text === undefined ? {} : { body: text }) };
    return (await fetch(this.#pingUrl + (action === "/" ? "" : action), init)).status;
  }

  /** What the management API shows of the fields that a step expects. */
  async look({ expect: expected }: VectorStep): Promise<Record<string, unknown>> {
    const check = await this.#program.check(this.#uuid);
    const { alert_deadline: _, ...fields } = expected;
    const times = { last_ping: original(check["last_ping"]), next_ping: original(check["next_ping"]) };
    return Object.fromEntries(Object.keys(fields).map((name) => [name, { ...check, ...times }[name]]));
  }

  async deadline(): Promise<string | null> {
    const { deadline } = await this.#owner.api<{ deadline: string | null }>(`/heartbeats/${this.#id}`);
    return original(deadline);
  }

  async recordedAs(): Promise<string | undefined> {
    return (await this.#program.pings(this.#uuid)).at(-1)?.type;
  }

  /** Oldest first. */
  async flips(): Promise<{ at: string | null; from: string; to: string; reason: string }[]> {
    type Flip = { at: string; from: string; to: string; reason: string };
    const { flips } = await this.#owner.api<{ flips: Flip[] }>(`/heartbeats/${this.#id}/flips`);
    return flips.toReversed().map((flip) => ({ ...flip, at: original(flip.at) }));
  }

  /** The flips as the management API lists them, oldest first. */
  async publicFlips(): Promise<{ timestamp: string | null; up: number }[]> {
    type Flip = { timestamp: string; up: number };
    const answer = this.#program.fetch("GET", `/checks/${this.#uuid}/flips/`);
    const { flips } = await json<{ flips: Flip[] }>(answer);
    return flips.toReversed().map(({ timestamp, up }) => ({ timestamp: original(timestamp), up }));
  }

  async durations(): Promise<unknown[]> {
    const pings = await this.#program.pings(this.#uuid);
    return pings.map(({ n, type, duration }) => ({ n, type, duration }));
  }

  /** What people were told of: each incident's begin and end. Why a heartbeat went down, its flip says. */
  async alerts(): Promise<{ at: string | null; kind: string; reason: string }[]> {
    const reasons = new Map((await this.flips()).map(({ at, reason }) => [at, reason]));
    const { incidents } = await this.#owner.api<{ incidents: IncidentView[] }>("/incidents");
    return incidents.toReversed().flatMap(({ title, startedAt, resolvedAt }) => {
      const at = original(startedAt);
      const reason = title.includes("has never been pinged") ? "never_pinged" : (reasons.get(at) ?? "");
      return [
        { at, kind: "down", reason },
        ...(resolvedAt === null ? [] : [{ at: original(resolvedAt), kind: "up", reason: "" }]),
      ];
    });
  }
}

test("there are 38 vectors", () => expect(heartbeatVectors).toHaveLength(38));

test.each(heartbeatVectors)("$id: $title", async (vector) => {
  const player = await Player.of(vector);
  for (const step of vector.steps) {
    const { at, do: line, http, recorded_as: type, expect: expected } = step;
    await player.moveTo(at);
    if (line !== undefined) expect(await player.perform(line), line).toBe(http);
    if (type !== undefined) expect(await player.recordedAs(), line).toBe(type);
    const { alert_deadline: deadline, ...fields } = expected;
    expect(await player.look(step), `${at} ${line ?? "look"}`).toEqual(fields);
    expect(await player.deadline(), `${at} deadline`).toBe(deadline === null ? null : iso(deadline));
  }
  // One vector ends before its last look.
  if (vector.steps.every(({ at }) => at <= vector.end)) await player.moveTo(vector.end);

  expect(await player.flips()).toEqual(
    vector.flips.map(({ t, from, to, reason }) => ({ at: iso(t), from, to, reason })),
  );
  expect(await player.publicFlips()).toEqual(
    vector.flips.map(({ t, to }) => ({ timestamp: `${t.slice(0, 19)}+00:00`, up: to === "up" ? 1 : 0 })),
  );
  expect(await player.durations()).toEqual(vector.durations);
  expect(await player.alerts()).toEqual(vector.alerts.map((alert) => ({ ...alert, at: iso(alert.at) })));
});
