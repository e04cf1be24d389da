/**
 * A Worker that stands in for the API: its Team answers by the last letter of the ping id or of the slug, and repeats what it
 * was told.
 */
export const FAKE_API = {
  name: "nightbell-api",
  modules: true,
  compatibilityDate: "2026-10-20",
  durableObjects: { TEAM: { className: "Team", useSQLite: true } },
  script: `
    import { DurableObject } from "cloudflare:workers";
    const text = (bytes) => bytes === null ? null : new TextDecoder().decode(bytes);
    export class Team extends DurableObject {
      async guard(message) {
        const { target } = message;
        const kind = (target.kind === "id" ? target.guardId : target.slug).at(-1);
        if (kind === "4") return { status: 404, body: null, text: "not found" };
        if (kind === "7") return { status: 409, body: { decision: "hold" }, text: "hold: backup is down" };
        if (kind === "8") return { status: 423, body: { decision: "hold" }, text: "hold: prune is held by run 1" };
        if (kind === "9") return { status: 429, body: null, text: "rate limited", retryAfterSeconds: 6.2 };
        if (kind === "5") throw new Error("storage is gone");
        if (kind === "6") return new Promise(() => {});
        return { status: 200, body: { ...message, name: this.ctx.id.name }, text: "go" };
      }
      async ping(message) {
        const { target } = message;
        const kind = (target.kind === "id" ? target.pingId : target.slug).at(-1);
        if (kind === "4") return { status: 404, text: "not found" };
        if (kind === "8") return { status: 410, text: "This team was deleted." };
        if (kind === "7") return { status: 409, text: "ambiguous slug" };
        if (kind === "9") return { status: 429, text: "rate limited", retryAfterSeconds: 6.2 };
        if (kind === "5") throw new Error("storage is gone");
        if (kind === "6") return new Promise(() => {});
        const { body, unmasked, ...rest } = message;
        return { status: kind === "1" ? 201 : 200, text: JSON.stringify({ ...rest, name: this.ctx.id.name, body: text(body)?.slice(0, 40) ?? null, kept: body?.length ?? 0, unmasked: text(unmasked)?.slice(0, 40) ?? null, unmaskedBytes: unmasked?.length ?? 0 }) };
      }
    }
    export default { fetch: () => new Response("api") };
  `,
};
