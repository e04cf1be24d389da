import { env, exports } from "cloudflare:workers";
import type { PingMessage, PingTarget } from "@nightbell/shared/heartbeat/ping";
import { routeOfPingId, routeOfPingKey, type Route } from "@nightbell/shared/ids";
import { pingFacts } from "@nightbell/shared/team/testing/ping-facts";
import { teamObject } from "../../src/context.ts";
import { testBindings } from "../api/bindings.ts";
import type { signUp } from "../api/client.ts";

export type Person = Awaited<ReturnType<typeof signUp>>;
export type Version = 1 | 2 | 3;
export type Json = Record<string, unknown>;

const ORIGIN = testBindings.PUBLIC_URL;

type Init = { method?: string; body?: unknown; headers?: Record<string, string> };

/** A request as programs send it: no origin, no cookies. A `body` that is no string goes as JSON. */
export async function request(path: string, { method, body, headers = {} }: Init = {}): Promise<Response> {
  return await exports.default.fetch(
    new Request(new URL(path, ORIGIN), {
      method: method ?? (body === undefined ? "GET" : "POST"),
      redirect: "manual",
      headers,
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    }),
  );
}

/** A program with a key of somebody's team, speaking one version. */
export class Program {
  readonly key: string;
  readonly version: Version;

  constructor(key: string, version: Version) {
    this.key = key;
    this.version = version;
  }

  /** One with a key of its own, so that it has its own 100 requests a minute. */
  static async of(person: Person, version: Version, access: "read" | "write" = "write"): Promise<Program> {
    const response = await person.browser.send(`${person.base}/api-keys`, { body: { name: `v${version}`, access } });
    const { secret } = (await response.json()) as { secret: string };
    return new Program(secret, version);
  }

  async send(path: string, init: Init = {}): Promise<Response> {
    const address = path.startsWith("http") ? path : `/api/v${this.version}${path}`;
    return await request(address, { ...init, headers: { "x-api-key": this.key, ...init.headers } });
  }

  /** The status, and the JSON or text of the answer. */
  async ask(path: string, init: Init = {}): Promise<{ status: number; body: Json }> {
    const response = await this.send(path, init);
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json") === true;
    return { status: response.status, body: isJson ? (JSON.parse(text) as Json) : { text } };
  }

  /** Makes a check and gives it. */
  async create(body: Json = {}): Promise<Json> {
    const made = await this.ask("/checks/", { body });
    if (made.status !== 201) throw new Error(`create: ${made.status} ${JSON.stringify(made.body)}`);
    return made.body;
  }
}

/** The address of a check below `/api/v<n>`. */
export const pathOf = (check: Json): string => `/checks/${String(check["uuid"])}`;

/** A ping as ingest hands it to the Team object. @returns the status that the job gets */
export async function ping(check: Json, change: Partial<PingMessage> = {}): Promise<number> {
  const pingId = String(check["uuid"]);
  return await hand(routeOfPingId(pingId), { kind: "id", pingId }, change);
}

/** A ping by slug, that makes what is not there. */
export const pingSlug = async (key: string, slug: string): Promise<number> =>
  await hand(routeOfPingKey(key) ?? "", { kind: "slug", key, slug, create: true }, {});

async function hand(route: Route, target: PingTarget, change: Partial<PingMessage>): Promise<number> {
  const facts = pingFacts({ target, delivery: crypto.randomUUID(), receivedAt: Date.now() });
  const message: PingMessage = { ...facts, body: null, unmasked: null, mail: null, ...change };
  return (await teamObject(env, route).ping(message)).status;
}
