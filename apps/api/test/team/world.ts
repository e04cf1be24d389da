import { env } from "cloudflare:workers";
import { newPingId, newPingKey, newRoute, type Route } from "@nightbell/shared/ids";
import type { Contact, Member, TeamConfig } from "@nightbell/shared/team/config";
import type { PagerRpc } from "@nightbell/shared/team/pager-rpc";
import type { PingAnswer, PingMessage, PingTarget } from "@nightbell/shared/heartbeat/ping";
import type { Person, TeamRpc } from "@nightbell/shared/team/rpc";
import { pingFacts } from "@nightbell/shared/team/testing/ping-facts";
import { heartbeatNamed, rotaOf, teamOf } from "@nightbell/shared/team/testing/team-config";
import type { HeartbeatSettings } from "@nightbell/shared/heartbeat/settings";
import type { Handed } from "./providers.ts";

type TeamUnderTest = TeamRpc & PagerRpc;

/** Tells the providers something, or asks them. */
export const control = async (path: string): Promise<unknown> => (await fetch(`http://control.test${path}`)).json();

/** What the providers were handed since the last time it was asked, in order. */
export async function handed(): Promise<Handed[]> {
  return (await control("/handed")) as Handed[];
}

export const holdAnswers = (): Promise<unknown> => control("/hold");
export const releaseAnswers = (): Promise<unknown> => control("/release");

let numbers = 10;

export function memberOf(name: string, prefix = "+4366012345"): Member {
  const number = `${prefix}${numbers++}`;
  const contacts: Contact[] = (["sms", "voice"] as const).map((kind) => ({
    id: `${name}:${kind}`,
    kind,
    address: number,
    verifiedAt: 1,
  }));
  return {
    id: name,
    name,
    email: `${name}@example.com`,
    role: "owner",
    zone: "UTC",
    quiet: null,
    badSignal: false,
    contacts,
  };
}

const random = (size: number): Uint8Array => crypto.getRandomValues(new Uint8Array(size));

/** A team of its own for a test, with a heartbeat expected every minute and a minute of grace. */
export class World {
  readonly route: Route = newRoute(random(6));
  readonly caller: Person = { team: `team_${this.route}`, user: "ana" };
  readonly heartbeat: HeartbeatSettings = this.newHeartbeat("hb_1", "backup");
  config: TeamConfig = {
    ...teamOf([memberOf("ana"), memberOf("bo")], {
      rotas: [rotaOf([{ from: 0, users: ["ana"] }])],
      heartbeats: [this.heartbeat],
    }),
    team: { id: this.caller.team, name: "Night shift", zone: "UTC" },
    pingKeys: [newPingKey(this.route, random(12))],
    heartbeatLimit: 2,
  };

  /** A new stub each time: one to an object that was killed stays broken. */
  get stub() {
    return env.TEAM.getByName(this.route);
  }

  get team(): TeamUnderTest {
    return this.stub as unknown as TeamUnderTest;
  }

  newHeartbeat(id: string, name: string): HeartbeatSettings {
    const schedule = { kind: "period", seconds: 60 } as const;
    const pingId = newPingId(this.route, random(10));
    return heartbeatNamed(name, { id, pingId, schedule, graceSeconds: 60, createdAt: 0 });
  }

  /** Made, configured, its clock standing. */
  async open(): Promise<this> {
    await this.team.create({ team: this.caller.team, name: "Night shift", zone: "UTC" });
    await this.team.configure(this.config);
    await this.advance(0);
    return this;
  }

  async ping(action: "success" | "fail" = "success"): Promise<number> {
    return (await this.send({ kind: "id", pingId: this.heartbeat.pingId }, { action })).status;
  }

  /** A ping as ingest hands it over. */
  async send(target: PingTarget, change: Partial<PingMessage> = {}): Promise<PingAnswer> {
    const facts = pingFacts({ target, delivery: crypto.randomUUID(), receivedAt: Date.now() });
    return this.team.ping({ ...facts, body: null, unmasked: null, mail: null, ...change });
  }

  async advance(seconds: number): Promise<void> {
    const moved = await this.team.advance(this.caller, seconds * 1000);
    if (!moved.ok) throw new Error(moved.message);
  }

  /** The texts and calls of the next `seconds`, as `sms ana`. */
  async rings(seconds: number): Promise<string[]> {
    await this.advance(seconds);
    return (await handed()).map(({ what }) => this.named(what));
  }

  named(what: string): string {
    return `${what.split(" ")[0]} ${this.whose(what)}`;
  }

  /** Whom a provider was told to reach; a place that is nobody's stands for itself. */
  whose(what: string): string {
    const place = what.split(" ")[1] ?? "";
    const isThere = (address: string): boolean => address === place || address.includes(`/${place}"`);
    return this.config.members.find(({ contacts }) => contacts.some(({ address }) => isThere(address)))?.id ?? place;
  }
}
