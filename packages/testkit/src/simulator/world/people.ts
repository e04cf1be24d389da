import type { HumanAct, Via } from "@nightbell/shared/team/rpc";
import type { Channel } from "@nightbell/shared/team/config";
import { MINUTE, SECOND } from "@nightbell/shared/time";
import type { Random } from "../random.ts";
import type { Stage } from "../stage.ts";
import type { Hand } from "./carriers.ts";

/** How somebody is today. */
export const HUMAN_MOODS = [
  "prompt",
  "slow",
  "sleeps",
  "dozes off",
  "diligent",
  "snoozes",
  "escalates",
  "hands on",
  "takes over",
] as const;
export type HumanMood = (typeof HUMAN_MOODS)[number];

/** What people can do from outside: each way has its own door, and each door says who may. */
export type Doors = {
  /** A GET of an ack page: by a person, a preview, a scanner. */
  view(page: string, user: string): void;
  act(page: string, user: string, via: Via, act: HumanAct): void;
};

const VIA: Record<Channel, readonly Via[]> = {
  push: ["push", "link", "app"],
  sms: ["sms", "link"],
  voice: ["voice"],
  chat: ["app"],
};

const MOST_REACTIONS = 5;
const THINKS = 3 * MINUTE;

/** People know only what really reached them, and do with it what they are like. */
export class People {
  readonly moods = new Map<string, HumanMood>();
  /** Nobody touches anything any more. */
  asleep = false;
  readonly #reacted = new Map<string, { times: number; at: number }>();
  readonly #stage: Stage;
  readonly #random: Random;
  readonly #doors: Doors;
  readonly #users: () => string[];

  /** @param users everyone who may be handed a page */
  constructor(stage: Stage, doors: Doors, users: () => string[]) {
    this.#stage = stage;
    this.#random = stage.random.of("people");
    this.#doors = doors;
    this.#users = users;
  }

  /** A message is on somebody's screen, or the phone rings. */
  got({ send }: Hand): void {
    const { user, page, id, channel, about } = send;
    if (page === "" || user === "") return;
    const dice = this.#random.of(id);
    if (channel !== "voice" && dice.chance(0.6))
      this.#stage.queue.in(dice.int(10, 5_000), () => this.#doors.view(page, user));
    if (this.asleep) return;
    const mood = this.moods.get(user) ?? "sleeps";
    const via = dice.pick(VIA[channel]);
    if (about === "nudge" && mood === "diligent")
      this.#later(page, user, via, { kind: "ack" }, dice.int(5, 120) * SECOND);
    if (about !== "down" || !this.#isNew(page, user)) return;
    const reaction = reactionOf(mood, dice, this.#users());
    if (reaction) this.#later(page, user, via, reaction.act, reaction.after);
    if (reaction?.act.kind === "ack" && mood !== "dozes off" && dice.chance(0.4))
      this.#later(page, user, "app", { kind: "resolve" }, reaction.after + dice.int(3, 40) * MINUTE);
  }

  /** Nobody answers every message of a page, nor goes on for ever. */
  #isNew(page: string, user: string): boolean {
    const { now } = this.#stage.queue;
    const known = this.#reacted.get(`${page} ${user}`) ?? { times: 0, at: -Infinity };
    if (known.times >= MOST_REACTIONS || now - known.at < THINKS) return false;
    this.#reacted.set(`${page} ${user}`, { times: known.times + 1, at: now });
    return true;
  }

  #later(page: string, user: string, via: Via, act: HumanAct, ms: number): void {
    this.#stage.queue.in(ms, () => {
      if (!this.asleep) this.#doors.act(page, user, via, act);
    });
  }
}

function reactionOf(mood: HumanMood, dice: Random, users: string[]): { act: HumanAct; after: number } | null {
  const soon = dice.int(5, 120) * SECOND;
  const ack = { kind: "ack" } as const;
  switch (mood) {
    case "sleeps":
      return null;
    case "slow":
      return dice.chance(0.3) ? { act: ack, after: dice.int(2, 20) * MINUTE } : null;
    case "snoozes":
      return { act: { kind: "snooze", seconds: dice.pick([60, 600, 1_800]) }, after: soon };
    case "escalates":
      return { act: dice.chance(0.5) ? { kind: "escalate" } : ack, after: soon };
    case "hands on":
      return { act: users.length > 0 ? { kind: "assign", user: dice.pick(users) } : ack, after: soon };
    case "takes over":
      return { act: { kind: "take over" }, after: soon };
    default:
      return { act: ack, after: soon };
  }
}
