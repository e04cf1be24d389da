import { exports } from "cloudflare:workers";
import type { MeView } from "@nightbell/shared/views/views";
import { testBindings } from "./bindings.ts";

const ORIGIN = testBindings.PUBLIC_URL;

type Init = { method?: string; body?: unknown; headers?: Record<string, string> };

let addresses = 0;

/** A browser: keeps cookies, sends Origin, and has an address of its own. */
export class Browser {
  readonly #cookies = new Map<string, string>();
  readonly #ip = `10.0.${addresses >> 8}.${addresses++ & 255}`;

  /** One request; `body` goes as JSON. Redirects are not followed. */
  async send(path: string, { method, body, headers }: Init = {}): Promise<Response> {
    const verb = method ?? (body === undefined ? "GET" : "POST");
    const response = await exports.default.fetch(
      new Request(new URL(path, ORIGIN), {
        method: verb,
        redirect: "manual",
        headers: {
          origin: ORIGIN,
          "sec-fetch-site": "same-origin",
          "cf-connecting-ip": this.#ip,
          cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; "),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      }),
    );
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie);
    return response;
  }

  #keep(cookie: string): void {
    const [pair = "", ...attributes] = cookie.split(";");
    const at = pair.indexOf("=");
    const name = pair.slice(0, at);
    if (attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute))) this.#cookies.delete(name);
    else this.#cookies.set(name, pair.slice(at + 1));
  }

  /** Changes a cookie as an attacker would. */
  tamper(name: string, change: (value: string) => string): void {
    const value = this.#cookies.get(name);
    if (value === undefined) throw new Error(`no cookie ${name}: ${[...this.#cookies.keys()].join()}`);
    this.#cookies.set(name, change(value));
  }

  forget(name: string): void {
    this.#cookies.delete(name);
  }

  async me(): Promise<MeView> {
    return await (await this.send("/api/me")).json();
  }
}

/** What a provider outside was given for an address, newest last. */
export async function sentTo(kind: "mails" | "texts", to: string): Promise<string[]> {
  const all: { to: string; text: string }[] = await (await fetch(`http://control.test/${kind}`)).json();
  return all.filter((one) => one.to === to).map((one) => one.text);
}

/** Runs SQL as the database's owner. */
export async function ownerQuery(sql: string, params: unknown[] = []): Promise<Record<string, unknown>[]> {
  return await (
    await fetch("http://control.test/query", { method: "POST", body: JSON.stringify({ sql, params }) })
  ).json();
}

export const setDatabase = async (reachable: boolean): Promise<void> => {
  await fetch("http://control.test/reachable", { method: "POST", body: String(reachable) });
};

export const PASSWORD = "correct horse battery";

/** Signs a new person up by password. @returns their browser and their own team */
export async function signUp(name: string) {
  const email = `${name.toLowerCase()}-${crypto.randomUUID().slice(0, 8)}@example.com`;
  const browser = new Browser();
  const response = await browser.send("/api/auth/sign-up/email", { body: { name, email, password: PASSWORD } });
  if (response.status !== 200) throw new Error(`sign-up: ${response.status} ${await response.text()}`);
  const me = await browser.me();
  const [team] = me.teams;
  if (team === undefined) throw new Error("sign-up made no team");
  return { browser, email, user: me.user.id, team: team.id, base: `/api/teams/${team.id}` };
}

/** The first link in a text. */
export function linkIn(text: string | undefined): string {
  const found = /https?:\/\/\S+/.exec(text ?? "")?.[0];
  if (found === undefined) throw new Error(`no link in: ${text}`);
  return found;
}
