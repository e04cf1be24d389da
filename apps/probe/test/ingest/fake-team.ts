/** A Worker that stands in for the API: its Team answers by the ping id's last digit, and repeats what it was told. */
export const FAKE_API = {
  name: "nightbell-api",
  modules: true,
  compatibilityDate: "2026-10-20",
  durableObjects: { TEAM: { className: "Team", useSQLite: true } },
  script: `
    import { DurableObject } from "cloudflare:workers";
    export class Team extends DurableObject {
      async ping(message) {
        const kind = message.pingId.at(-1);
        if (kind === "4") return { status: 404, text: "not found" };
        if (kind === "9") return { status: 429, text: "rate limited", retryAfterSeconds: 6.2 };
        if (kind === "5") throw new Error("storage is gone");
        if (kind === "6") return new Promise(() => {});
        const { body, ...rest } = message;
        return { status: 200, text: JSON.stringify({ ...rest, name: this.ctx.id.name, body: body === null ? null : new TextDecoder().decode(body).slice(0, 20), kept: body?.length ?? 0 }) };
      }
    }
    export default { fetch: () => new Response("api") };
  `,
};
