import type { RigAddresses } from "./rig.ts";

export type Sms = { to: string; from: string; body: string; direction: string; status: string };
export type Call = { sid: string; to: string; status: string; spoken: string[]; listening: boolean };
export type Mail = { to: string[]; subject: string; text: string };

let people = 0;

/** Reads a JSON answer, or fails with what the server said. */
export async function json<T>(response: Response | Promise<Response>): Promise<T> {
  const answer = await response;
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status} ${text}`);
  return (text === "" ? null : JSON.parse(text)) as T;
}

export const post = (body: unknown, method = "POST"): RequestInit => ({
  method,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

/** Somebody with a browser session, a phone and patience. */
export class Person {
  readonly rig: RigAddresses;
  readonly name: string;
  readonly email: string;
  readonly number: string;
  readonly password = "correct horse battery";
  team = "";
  #cookies = new Map<string, string>();

  constructor(rig: RigAddresses, name: string) {
    this.rig = rig;
    this.name = name;
    const n = `${process.pid % 1000}${String(++people).padStart(3, "0")}`.padStart(6, "0");
    this.email = `${name.toLowerCase()}${n}@example.com`;
    this.number = `+43660${n}1`;
  }

  /** One request of this person's browser. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("origin", this.rig.app);
    headers.set("cookie", [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await fetch(`${this.rig.app}${path}`, { ...init, headers, redirect: "manual" });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ""] = cookie.split(";");
      this.#cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    return response;
  }

  api<T>(path: string, init?: RequestInit): Promise<T> {
    return json<T>(this.fetch(`/api/teams/${this.team}${path}`, init));
  }

  async signUp(): Promise<this> {
    await json(
      this.fetch("/api/auth/sign-up/email", post({ name: this.name, email: this.email, password: this.password })),
    );
    const me = await json<{ teams: { id: string }[] }>(this.fetch("/api/me"));
    this.team = me.teams[0]?.id ?? "";
    return this;
  }

  /** Confirms their address, is invited by somebody, and accepts: from then on that team is theirs. */
  async join(owner: Pick<Person, "api" | "team">): Promise<this> {
    await owner.api("/invitations", post({ email: this.email, role: "responder" }));
    const verify = /https?:\/\/\S*verify-email\S*/.exec(await this.#mailText())?.[0] ?? "";
    await this.fetch(verify.slice(this.rig.app.length));
    const invitationId = /\/invite\/([\w-]+)/.exec(await this.#mailText())?.[1];
    await json(this.fetch("/api/auth/organization/accept-invitation", post({ invitationId })));
    this.team = owner.team;
    return this;
  }

  /** Who they are, as rotas and policies name them. */
  async id(): Promise<string> {
    const { user } = await json<{ user: { id: string } }>(this.fetch("/api/me"));
    return user.id;
  }

  async #mailText(): Promise<string> {
    return (await this.mails()).map(({ text }) => text).join("\n");
  }

  /** Adds the phone, and types the code that arrived on it. */
  async verifyPhone(): Promise<this> {
    const { id } = await this.api<{ id: string }>("/contacts", post({ kind: "phone", number: this.number }));
    await this.api(`/contacts/${id}/code`, post({ via: "sms" }));
    const code = /\b\d{6}\b/.exec((await this.texts()).at(-1) ?? "")?.[0] ?? "no code arrived";
    await this.api(`/contacts/${id}/verify`, post({ code }));
    return this;
  }

  /** Everything that was texted to this person, oldest first. */
  async texts(): Promise<string[]> {
    const { messages } = await json<{ messages: Sms[] }>(fetch(`${this.rig.services}/handset/api/state`));
    return messages
      .filter(({ to, direction }) => to === this.number && direction !== "inbound")
      .map(({ body }) => body);
  }

  async calls(): Promise<Call[]> {
    const { calls } = await json<{ calls: Call[] }>(fetch(`${this.rig.services}/handset/api/state`));
    return calls.filter(({ to }) => to === this.number);
  }

  async mails(): Promise<Mail[]> {
    const { mails } = await json<{ mails: Mail[] }>(fetch(`${this.rig.services}/mail/api/state`));
    return mails.filter(({ to }) => to.includes(this.email));
  }

  /** Texts our number; resolves when the webhook has answered. */
  async text(body: string): Promise<void> {
    await json(fetch(`${this.rig.services}/handset/api/texts`, post({ from: this.number, body })));
  }

  async onCall(sid: string, act: "answer" | "hang-up" | "press", key?: string): Promise<void> {
    await json(fetch(`${this.rig.services}/handset/api/calls/${sid}/${act}`, post(key === undefined ? {} : { key })));
  }

  /** Lets time pass for the team and the carriers alike, in small steps so that receipts arrive when they should. */
  async wait(seconds: number, step = 5): Promise<void> {
    for (let left = seconds; left > 0; left -= step) {
      const ms = Math.min(step, left) * 1000;
      await this.api("/clock/advance", post({ ms }));
      await json(fetch(`${this.rig.control}/advance`, post({ ms })));
    }
    await this.api("/clock/advance", post({ ms: 0 }));
  }
}

/** Takes Postgres away, or gives it back. */
export const setDatabase = (rig: RigAddresses, reachable: boolean): Promise<unknown> =>
  json(fetch(`${rig.control}/database`, post({ reachable }, "PUT")));

/** Kills the Workers as `kill -9` does. */
export const killWorkers = (rig: RigAddresses): Promise<unknown> =>
  json(fetch(`${rig.control}/workers/kill`, post({})));

/** Starts the killed Workers again, on the state that they left; resolves when they answer. */
export const startWorkers = (rig: RigAddresses): Promise<unknown> =>
  json(fetch(`${rig.control}/workers/start`, post({})));

/** Asks the record directly, as its owner. */
export const query = <T>(rig: RigAddresses, sql: string, params: unknown[] = []): Promise<T[]> =>
  json<T[]>(fetch(`${rig.control}/query`, post({ sql, params })));
