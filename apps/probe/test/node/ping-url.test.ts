import { describe, expect, it } from "vitest";
import { parsePing } from "../../src/ping-url.ts";

/** The wire contract's URL forms: spec "heartbeats" §1. */

const UUID = "01234567-89ab-4cde-8f01-23456789abcd";
const KEY = "0a1b2c3d4e5f6a7b8c9d0e";
const RID = "123E4567-e89b-12d3-a456-426614174000";

const parse = (path: string, method = "GET") => {
  const [pathname = "", query = ""] = path.split("?");
  return parsePing(method, pathname, new URLSearchParams(query));
};

describe("pings that parse", () => {
  const id = { kind: "id", pingId: UUID };
  const slug = { kind: "slug", key: KEY, slug: "backup-db", create: false };
  it.each([
    [`/${UUID}`, { target: id, action: "success", exitCode: null, runId: null }],
    [`/${UUID}/`, { target: id, action: "success", exitCode: null, runId: null }],
    [`/ping/${UUID}`, { target: id, action: "success", exitCode: null, runId: null }],
    [`/ping/${UUID}/`, { target: id, action: "success", exitCode: null, runId: null }],
    [`/${UUID}/start`, { target: id, action: "start", exitCode: null, runId: null }],
    [`/${UUID}/fail`, { target: id, action: "fail", exitCode: null, runId: null }],
    [`/${UUID}/log`, { target: id, action: "log", exitCode: null, runId: null }],
    [`/${UUID}/0`, { target: id, action: "success", exitCode: 0, runId: null }],
    [`/${UUID}/1`, { target: id, action: "fail", exitCode: 1, runId: null }],
    [`/${UUID}/007`, { target: id, action: "fail", exitCode: 7, runId: null }],
    [`/${UUID}/255`, { target: id, action: "fail", exitCode: 255, runId: null }],
    [`/ping/${UUID}/255`, { target: id, action: "fail", exitCode: 255, runId: null }],
    [`/${UUID}?rid=${RID}`, { target: id, action: "success", exitCode: null, runId: RID.toLowerCase() }],
    [`/${UUID}/start?rid=${RID}&x=y`, { target: id, action: "start", exitCode: null, runId: RID.toLowerCase() }],
    [`/${KEY}/backup-db`, { target: slug, action: "success", exitCode: null, runId: null }],
    [`/ping/${KEY}/backup-db/fail`, { target: slug, action: "fail", exitCode: null, runId: null }],
    [`/${KEY}/backup-db/3`, { target: slug, action: "fail", exitCode: 3, runId: null }],
    [`/${KEY}/start`, { target: { ...slug, slug: "start" }, action: "success", exitCode: null, runId: null }],
    [
      `/${KEY}/backup-db?create=1`,
      { target: { ...slug, create: true }, action: "success", exitCode: null, runId: null },
    ],
    [
      `/${KEY}/backup-db/fail?create=0&create=1&x=`,
      { target: { ...slug, create: true }, action: "fail", exitCode: null, runId: null },
    ],
    [`/${KEY}/backup-db/start?rid=${RID}`, { target: slug, action: "start", exitCode: null, runId: RID.toLowerCase() }],
    [`/${KEY}/007`, { target: { ...slug, slug: "007" }, action: "success", exitCode: null, runId: null }],
    [`/${UUID}?create=1`, { target: id, action: "success", exitCode: null, runId: null }],
    [`/${KEY}/backup-db?create=true`, { target: slug, action: "success", exitCode: null, runId: null }],
  ])("%s", (path, ping) => {
    for (const method of ["GET", "HEAD", "POST", "PUT"]) expect(parse(path, method)).toEqual({ ok: true, ping });
  });
});

describe("pings that the URL alone refuses", () => {
  it.each([
    ["/", 404],
    ["/ping", 404],
    ["/ping/", 404],
    ["/checks", 404],
    [`//${UUID}`, 404],
    [`/${UUID}/START`, 404],
    [`/${UUID}/start/`, 404],
    [`/${UUID}/0/`, 404],
    [`/${UUID}//`, 404],
    [`/${UUID}/-1`, 404],
    [`/${UUID}/1.0`, 404],
    [`/${UUID}/constructor`, 404],
    [`/${UUID.toUpperCase()}`, 404],
    [`/${UUID.replaceAll("-", "")}`, 404],
    [`/{${UUID}}`, 404],
    [`/${UUID}x`, 404],
    [`/${KEY}`, 404],
    [`/${KEY}/`, 404],
    [`/${KEY}/backup-db/`, 404],
    [`/${KEY}/backup-db/start/`, 404],
    [`/${KEY}/backup-db/START`, 404],
    [`/${KEY}/backup-db/-1`, 404],
    [`/${KEY}/backup-db/start/7`, 404],
    [`/ping/ping/${UUID}`, 404],
    [`/ping/${UUID}/START`, 404],
    [`/PING/${UUID}`, 404],
    [`/${KEY}/${"a".repeat(101)}`, 404],
    [`/${KEY}/web1/vitals`, 404],
    [`/${KEY.slice(1)}/backup-db`, 404],
    [`/${KEY}/back%20up`, 404],
    [`/${UUID}/256`, 400],
    [`/${UUID}/99999999999999999999`, 400],
    [`/${UUID}/${"9".repeat(400)}`, 400],
    [`/${UUID}/0256`, 400],
    [`/${KEY}/backup-db/256`, 400],
    [`/ping/${KEY}/Backup`, 400],
    [`/${KEY}/Backup`, 400],
    [`/${KEY}/Backup/256`, 400],
    [`/${UUID}?rid=`, 400],
    [`/${UUID}?rid=junk`, 400],
    [`/${UUID}?rid=${RID}&rid=`, 400],
    [`/${UUID}/fail?rid=%20${RID}`, 400],
    [`/${KEY}/backup-db/7?rid=`, 400],
    [`/${UUID}?rid={${RID}}`, 400],
    [`/${UUID}?rid=${RID.replaceAll("-", "")}`, 400],
    [`/${KEY}/backup-db?create=1&rid=junk`, 400],
  ])("%s → %i", (path, status) => {
    expect(parse(path)).toMatchObject({ ok: false, status });
  });

  it("with the documented texts, in the documented order", () => {
    expect(parse(`/${UUID}/256?rid=junk`)).toMatchObject({ text: "invalid url format" });
    expect(parse(`/${KEY}/Backup/256?rid=junk`)).toMatchObject({ text: "invalid url format" });
    expect(parse(`/${KEY}/backup/256?rid=junk`)).toMatchObject({ text: "invalid url format" });
    expect(parse(`/${UUID}?rid=junk`)).toMatchObject({ text: "invalid uuid format" });
    expect(parse(`/${UUID}/START?rid=junk`)).toMatchObject({ text: "not found" });
    expect(parse("/nothing?rid=junk")).toMatchObject({ text: "not found" });
  });

  it("by their verb", () => {
    expect(parse("/anything", "OPTIONS")).toMatchObject({ ok: false, status: 204 });
    for (const verb of ["DELETE", "PATCH", "TRACE", "get"])
      expect(parse(`/${UUID}`, verb)).toMatchObject({ ok: false, status: 405 });
  });
});
