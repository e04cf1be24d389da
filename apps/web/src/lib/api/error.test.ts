import { expect, it } from "vitest";
import { safeNext } from "../auth/next.ts";
import { ApiError, errorOf, messageOf } from "./error.ts";

const refused = (body: string, status = 422): Promise<ApiError> => errorOf(new Response(body, { status }));

it("keeps code, sentence and field, without saying the field twice", async () => {
  const error = await refused(
    '{"error":{"code":"invalid","message":"zone: not a time zone we know","requestId":"r","field":"zone"}}',
  );
  expect([error.code, error.message, error.field]).toEqual(["invalid", "not a time zone we know", "zone"]);
});

it.each(["<html>", "null", '{"error":"x"}', ""])("makes a sentence of %j", async (body) => {
  const error = await refused(body, 502);
  expect(error.code).toBe("internal");
  expect(error.message).toContain("502");
});

it("hides what is not written for people", () => {
  expect(messageOf(new TypeError("x is undefined"))).toContain("Reload");
});

it.each([
  ["/t/team_1/incidents/inc_1", "/t/team_1/incidents/inc_1"],
  ["//evil.example", "/t"],
  ["/\\evil.example", "/t"],
  ["https://evil.example", "/t"],
  [undefined, "/t"],
])("goes on to %s as %s", (next, path) => expect(safeNext(next)).toBe(path));
