/** Cookies that a flow's answers set and its later requests send (RFC 6265, without the public suffix list). */

type Cookie = { name: string; value: string; host: string; isHostOnly: boolean; path: string; isSecure: boolean };

const MAX_COOKIES = 50;
const MAX_LENGTH = 4_096;

export class CookieJar {
  #cookies: Cookie[] = [];

  /** Takes what an answer sets; `now` is in epoch ms. */
  take(url: string, headers: Headers, now: number): void {
    for (const line of headers.getSetCookie()) this.#set(new URL(url), line, now);
  }

  /** The Cookie header for a URL; null if there is none to send. */
  headerFor(url: string): string | null {
    const { hostname, pathname, protocol } = new URL(url);
    const sent = this.#cookies.filter(
      (cookie) =>
        (cookie.host === hostname || (!cookie.isHostOnly && hostname.endsWith(`.${cookie.host}`))) &&
        isUnder(pathname, cookie.path) &&
        (!cookie.isSecure || protocol === "https:"),
    );
    return sent.length === 0 ? null : sent.map(({ name, value }) => `${name}=${value}`).join("; ");
  }

  #set({ hostname, pathname }: URL, line: string, now: number): void {
    const [pair = "", ...attributes] = line.split(";");
    const equals = pair.indexOf("=");
    if (equals < 1 || line.length > MAX_LENGTH) return;
    const given = new Map(attributes.map((text) => attributeOf(text)));
    const domain = given.get("domain")?.replace(/^\./, "").toLowerCase() ?? "";
    if (domain !== "" && domain !== hostname && !(hostname.endsWith(`.${domain}`) && domain.includes("."))) return;
    const path = given.get("path") ?? "";
    const cookie: Cookie = {
      name: pair.slice(0, equals).trim(),
      value: pair.slice(equals + 1).trim(),
      host: domain === "" ? hostname : domain,
      isHostOnly: domain === "",
      path: path.startsWith("/") ? path : pathname.slice(0, Math.max(1, pathname.lastIndexOf("/"))),
      isSecure: given.has("secure"),
    };
    this.#cookies = this.#cookies.filter(
      ({ name, host, path: other }) => name !== cookie.name || host !== cookie.host || other !== cookie.path,
    );
    if (!isOver(given, now) && this.#cookies.length < MAX_COOKIES) this.#cookies.push(cookie);
  }
}

function attributeOf(text: string): [string, string] {
  const [name = "", ...value] = text.split("=");
  return [name.trim().toLowerCase(), value.join("=").trim()];
}

function isOver(attributes: ReadonlyMap<string, string>, now: number): boolean {
  const maxAge = Number(attributes.get("max-age") ?? Number.NaN);
  if (!Number.isNaN(maxAge)) return maxAge <= 0;
  const expires = Date.parse(attributes.get("expires") ?? "");
  return !Number.isNaN(expires) && expires <= now;
}

/** RFC 6265 §5.1.4. */
const isUnder = (path: string, of: string): boolean =>
  path === of || (path.startsWith(of) && (of.endsWith("/") || path[of.length] === "/"));
