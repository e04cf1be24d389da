import { json, post, type Person } from "./person.ts";

/** A check as the management API shows it to a key that may write. */
export type Check = Record<string, unknown> & {
  uuid: string;
  ping_url: string;
  update_url: string;
  status: string;
  n_pings: number;
};
export type LoggedPing = Record<string, unknown> & {
  n: number;
  type: string;
  scheme: string;
  method: string;
  ua: string;
  duration: number | null;
  body_url: string | null;
};

/** A program that holds a team's read-write key for the management API. */
export class Program {
  readonly key: string;
  /** Without a version: `<app>/api`. */
  readonly #base: string;

  private constructor(base: string, key: string) {
    this.#base = base;
    this.key = key;
  }

  /** Makes the key as the team's owner does. */
  static async of(owner: Person): Promise<Program> {
    const { secret } = await owner.api<{ secret: string }>("/api-keys", post({ name: "program", access: "write" }));
    return new Program(`${owner.rig.app}/api`, secret);
  }

  /** One request to `/api/v3…`. @param path such as `/checks/` */
  fetch(method: string, path: string, body?: unknown): Promise<Response> {
    const headers = { "x-api-key": this.key, "content-type": "application/json" };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    return fetch(`${this.#base}/v3${path}`, { method, headers, redirect: "manual", ...sent });
  }

  create(settings: Record<string, unknown>): Promise<Check> {
    return json<Check>(this.fetch("POST", "/checks/", settings));
  }

  check(uuid: string): Promise<Check> {
    return json<Check>(this.fetch("GET", `/checks/${uuid}`));
  }

  /** Oldest first. */
  async pings(uuid: string): Promise<LoggedPing[]> {
    const { pings } = await json<{ pings: LoggedPing[] }>(this.fetch("GET", `/checks/${uuid}/pings/`));
    return pings.toReversed();
  }

  async body(uuid: string, n: number): Promise<string> {
    return (await this.fetch("GET", `/checks/${uuid}/pings/${n}/body`)).text();
  }
}
