import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { vi } from "vitest";
import { CrashPoints, crashPoints, QUIET } from "./crash-points.ts";
import { storyOf, type Story } from "./crash-story.ts";
import { crashWorld, NUMBERS, TEAM_ASKED } from "./crash-world.ts";
import type { Team } from "./crashable.ts";
import type { Handed } from "./providers.ts";
import { handed, type World } from "./world.ts";

/** What a provider was handed, and when: seconds into the night. */
export type Rung = { second: number; what: string };
export type Trace = { rung: Rung[]; story: Story; repairs: number; places: string[] };

/** What befalls the object. */
export type Trouble = {
  /** Places at which it crashes, one after the other. */
  at?: readonly string[];
  /** Its alarm is deleted behind its back: with every crash, or after everything that it did. */
  alarmLost?: "in a crash" | "always";
  alarmsThrow?: boolean;
  /** It forgets everything whenever nothing is under way. */
  forgetful?: boolean;
};

type Entry = { at: number; act: () => Promise<unknown> };

const FORGETS = `${QUIET}: forgets`;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const ACKED = 500;
const WORKS_AGAIN = 600;
const ENDS = 700;
/** An alarm goes off a moment late. */
const ALARM_LATE = 1;
const SWEPT_BEFORE = 25 * SECOND;
/** After a call to an object that failed, its caller asks again. */
const ASK_AGAIN = SECOND;

/**
 * A page from its trigger to the recovery, on a clock that only moves to the next thing: the object's own alarm, somebody
 * who asks it something, or, where it has no alarm, the sweeper at the full minute. Machine and team go by that clock, so
 * an alarm that is not set is time that is lost.
 */
export class Night {
  readonly #world: World;
  readonly #trouble: Trouble;
  readonly #points: CrashPoints;
  readonly #start = Date.now();
  readonly #rung: Rung[] = [];
  #agenda: Entry[] = [];
  #alarm: number | null = null;
  #bosCall = "";

  private constructor(world: World, trouble: Trouble, points: CrashPoints) {
    this.#world = world;
    this.#trouble = trouble;
    this.#points = points;
    const target = { kind: "id", pingId: world.heartbeat.pingId } as const;
    const [failed, worked] = [crypto.randomUUID(), crypto.randomUUID()];
    this.#at(0, () => world.send(target, { action: "fail", delivery: failed }));
    this.#at(ACKED, () => world.team.keypress(this.#bosCall, "1"));
    this.#at(WORKS_AGAIN, () => world.send(target, { action: "success", delivery: worked }));
  }

  static async begin(trouble: Trouble): Promise<Night> {
    const points = new CrashPoints(trouble.at ?? []);
    points.alarmsThrow = trouble.alarmsThrow ?? false;
    const world = await crashWorld((team) => crashPoints.set(team, points));
    return new Night(world, trouble, points);
  }

  #at(second: number, act: Entry["act"]): void {
    this.#agenda.push({ at: this.#start + second * SECOND, act });
    this.#agenda.sort((a, b) => a.at - b.at);
  }

  /** When something happens next, epoch ms; null when the night is over. */
  next(): number | null {
    const woken = this.#alarm === null ? Math.ceil((Date.now() + 1) / MINUTE) * MINUTE : this.#alarm + ALARM_LATE;
    const next = Math.max(Date.now(), Math.min(woken, this.#agenda[0]?.at ?? Infinity));
    return next > this.#start + ENDS * SECOND ? null : next;
  }

  /** Does what is next, to its end. */
  async step(): Promise<void> {
    const { team, stub } = this.#world;
    const [entry] = this.#agenda;
    if (entry && entry.at <= Date.now()) {
      this.#agenda.shift();
      if (!(await this.#survives(entry.act))) this.#at(this.#second + ASK_AGAIN / SECOND, entry.act);
    } else if (this.#alarm === null) await this.#survives(() => team.pulse());
    else await this.#survives(() => runDurableObjectAlarm(stub));
    if (!(await this.#survives(() => this.#settled()))) await this.#settled();
  }

  async #settled(): Promise<void> {
    const { forgetful, alarmLost } = this.#trouble;
    if (alarmLost === "always") await this.#loseAlarm();
    this.#alarm = await runInDurableObject(this.#world.stub, (team: Team) => team.settled());
    if (forgetful === true) await this.#forget();
  }

  async #forget(): Promise<void> {
    const gone = runInDurableObject(this.#world.stub, (_team, state) => state.abort(FORGETS));
    await gone.catch((error: unknown) => {
      if (!String(error).includes(FORGETS)) throw error;
    });
  }

  async #loseAlarm(): Promise<void> {
    await runInDurableObject(this.#world.stub, (_team, state) => state.storage.deleteAlarm());
  }

  /** @returns false when the object failed meanwhile, as it was told to */
  async #survives(work: () => Promise<unknown>): Promise<boolean> {
    const before = this.#points.crashes;
    try {
      await work();
    } catch (error) {
      if (this.#points.crashes === before && !this.#points.alarmsThrow) throw error;
    }
    if (this.#points.crashes === before) return true;
    if (this.#trouble.alarmLost === "in a crash") await this.#loseAlarm();
    return false;
  }

  get #second(): number {
    return (Date.now() - this.#start) / SECOND;
  }

  /**
   * Takes note of what a provider was handed, and lets it report: nothing ever comes of Ana's first SMS, Bo's does not arrive.
   * @returns false when it is another team's
   */
  note({ what, text, send }: Handed): boolean {
    const [channel = "", place = ""] = what.split(" ");
    const who = channel === "chat" && place.endsWith(this.#world.route) ? "the room" : this.#world.whose(what);
    if (who === place) return false;
    this.#rung.push({ second: this.#second, what: `${channel} ${who} ${text.split(" since")[0]}`.trim() });
    if (send === undefined) return true;
    if (channel === "voice" && who === "bo") this.#bosCall = send;
    if (channel === "sms" && this.#second >= TEAM_ASKED) this.#report(send, "delivered");
    if (channel === "sms" && this.#second < TEAM_ASKED && who === "bo") this.#report(send, "undelivered");
    return true;
  }

  #report(send: string, status: string): void {
    const act = () => this.#world.team.receipt(send, { status, errorCode: null, providerId: send, at: Date.now() });
    this.#at(this.#second + 10, act);
  }

  /** @throws Error when a crash that was ordered did not come */
  async trace(): Promise<Trace> {
    const { missing, passed } = this.#points;
    if (missing.length > 0) throw new Error(`never came to ${missing.join(", ")}`);
    const story = await runInDurableObject(this.#world.stub, (_team, state) => storyOf(state.storage.sql));
    return { rung: this.#rung, ...story, places: passed };
  }
}

/** Teams of other tests have phones only, with other numbers. */
const isOurs = ({ what }: Handed): boolean => !/^(sms|voice) /.test(what) || what.includes(NUMBERS);

/** Nights at the same time, each with a team of its own. They begin between two visits of the sweeper. */
export async function nights(troubles: readonly Trouble[]): Promise<Trace[]> {
  vi.setSystemTime(Math.ceil(Date.now() / MINUTE) * MINUTE + SWEPT_BEFORE);
  const all = await Promise.all(troubles.map((trouble) => Night.begin(trouble)));
  for (;;) {
    const due = all.map((night) => ({ night, at: night.next() }));
    const first = Math.min(...due.map(({ at }) => at ?? Infinity));
    if (first === Infinity) break;
    vi.setSystemTime(first);
    await Promise.all(due.filter(({ at }) => at === first).map(({ night }) => night.step()));
    for (const item of (await handed()).filter(isOurs))
      if (!all.some((night) => night.note(item))) throw new Error(`${item.what} is nobody's`);
  }
  return Promise.all(all.map((night) => night.trace()));
}
