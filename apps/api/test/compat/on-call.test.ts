import type {
  CalendarView,
  ChainView,
  CoverageView,
  EditPreview,
  OnCallView,
  PolicyList,
} from "@nightbell/shared/views/on-call-views";
import type { Overview } from "@nightbell/shared/views/views";
import { DAY } from "@nightbell/shared/time";
import { beforeAll, describe, expect, it } from "vitest";
import { signUp } from "../api/client.ts";
import { Program, request, type Person } from "./program.ts";

/** On-call as the real Team object answers it: what it says is tested where it is worked out. */

let ana: Person;
let rota: string;

const ask = async <T>(path: string, body?: unknown): Promise<T> => {
  const response = await ana.browser.send(`${ana.base}/${path}`, body === undefined ? {} : { body });
  expect([path, response.status < 300]).toEqual([path, true]);
  return await response.json();
};

beforeAll(async () => {
  ana = await signUp("Ana");
  const versions = [{ anchor: "2026-01-05T09:00", unit: "week", slots: [[ana.user]] }];
  const body = { name: "Primary", zone: "Europe/Vienna", layers: [{ id: "main", name: "Main", versions }] };
  ({ id: rota } = await ask<{ id: string }>("rotas", body));
});

describe("the team's object", () => {
  it("says who is on call, the same on every page", async () => {
    const { sentence, rotas } = await ask<OnCallView>("on-call");
    expect(rotas).toMatchObject([{ settings: { id: rota }, now: [ana.user] }]);
    expect((await ask<Overview>("overview")).onCall).toMatchObject({ everyone: false, sentence });
  });

  it("has the calendar, the chain, policies and coverage", async () => {
    const calendar = await ask<CalendarView>("on-call/calendar?from=2026-03-01T00:00:00Z&until=2026-03-08T00:00:00Z");
    expect(calendar.rotas[0]?.final).toMatchObject([{ users: [ana.user] }]);
    expect((await ask<ChainView>("on-call/chain")).policy).toBe("Default ladder");
    expect((await ask<PolicyList>("policies")).policies[0]?.sentences[0]).toMatch(/^First Ana \(on call\): /);
    expect((await ask<CoverageView>("coverage")).items.length).toBeGreaterThan(0);
  });

  it("takes a turn by the team's own clock, and previews what that would be", async () => {
    const override = { kind: "away", user: ana.user, from: Date.now() + DAY, until: Date.now() + 2 * DAY };
    expect((await ask<EditPreview>("rotas/preview", { id: rota, override })).newGaps).toHaveLength(1);
    await ask("clock/advance", { ms: 30 * DAY });
    await ask(`rotas/${rota}/take-over`, {});
    const { now, rotas } = await ask<OnCallView>("on-call");
    expect(rotas[0]?.settings.overrides).toMatchObject([{ kind: "take", from: expect.any(Number) }]);
    expect(Math.abs((rotas[0]?.settings.overrides[0]?.from ?? 0) - Date.parse(now))).toBeLessThan(DAY);
  });

  it("answers a calendar by its token, and programs by their key", async () => {
    const { url } = await ask<{ url: string }>("feeds", { whose: "all" });
    expect(await (await request(url)).text()).toContain("SUMMARY:Ana on call");
    expect((await request(url.replace(/.{6}\.ics$/, "AAAAAA.ics"))).status).toBe(404);
    const program = await Program.of(ana, 3, "read");
    expect((await program.ask("/on-call")).body).toMatchObject({
      everyone: false,
      rotas: [{ users: [{ name: "Ana" }] }],
    });
    const badge = await ask<{ json: string }>("on-call/badge");
    expect(await (await request(badge.json)).json()).toMatchObject({ label: "on call", message: "Ana" });
  });
});
