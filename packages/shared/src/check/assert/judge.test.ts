import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { headerAssertion, jsonAssertion } from "../spec/parts.ts";
import { extract } from "./extract.ts";
import { judgeHeaders } from "./judge-header.ts";
import { judgeJson, jsonAssertionFault } from "./judge-json.ts";
import { JsonTextError, parseJsonText } from "./json-text.ts";
import { compileRegex, RegexError } from "./regex.ts";
import { isExpected } from "./status.ts";

const claim = (path: string, op: string, value?: unknown) =>
  jsonAssertion.parse({ path, op, ...(value === undefined ? {} : { value }) });

describe("claims about JSON", () => {
  const text = '{"status":"ok","count":3,"ratio":0.5,"tags":["a","b"],"none":null,"up":true,"nested":{}}';

  it.each([
    ["$.status", "eq", "ok"],
    ["$.status", "ne", "bad"],
    ["$.status", "contains", "o"],
    ["$.status", "matches", "^o.$"],
    ["$.count", "eq", 3],
    ["$.count", "lt", 4],
    ["$.count", "le", 3],
    ["$.count", "gt", 2],
    ["$.count", "ge", 3],
    ["$.tags", "contains", "b"],
    ["$.tags[*]", "eq", "b"],
    ["$.tags[*]", "ne", "c"],
    ["$.tags.length()", "eq", 2],
    ["$.none", "eq", null],
    ["$.none", "exists", undefined],
    ["$.up", "eq", true],
    ["$.error", "absent", undefined],
    ["$.status", "type", "string"],
    ["$.count", "type", "number"],
    ["$.up", "type", "boolean"],
    ["$.none", "type", "null"],
    ["$.tags", "type", "array"],
    ["$.nested", "type", "object"],
  ])("hold: %s %s %s", (path, op, value) => {
    expect(judgeJson([claim(path, op, value)], text)).toBeNull();
  });

  it.each([
    ["$.status", "eq", "bad", "should be eq"],
    ["$.count", "eq", "3", "should be eq"],
    ["$.status", "gt", 1, "should be gt"],
    ["$.count", "contains", "3", "should be contains"],
    ["$.tags[*]", "ne", "a", "should be ne"],
    ["$.tags", "eq", "a", "should be eq"],
    ["$.error", "ne", "x", "is not in the answer"],
    ["$.status", "absent", undefined, "is there"],
    ["$.tags", "type", "object", "should be type"],
    ["$.status", "matches", "(", "cannot be read"],
    ["$..status", "exists", undefined, "cannot be read"],
  ])("do not hold: %s %s %s", (path, op, value, fault) => {
    expect(judgeJson([claim(path, op, value)], text)).toContain(fault);
  });

  it.each([
    ["NaN", "not valid"],
    ['{"a":', "not valid"],
    ["", "not valid"],
    ["[".repeat(65) + "]".repeat(65), "64 deep"],
    ["[".repeat(5_000_000), "64 deep"],
  ])("are not made about what is no JSON", (answer, fault) => {
    expect(judgeJson([claim("$", "exists")], answer)).toContain(fault);
  });

  it("are refused at save where they make no sense", () => {
    expect(jsonAssertionFault(claim("$.a", "matches", "a(?=b)"))).toMatch(/./);
    expect(jsonAssertionFault(claim("$.a", "matches"))).toBe("write the regular expression");
    expect(jsonAssertionFault(claim("$.a", "type", "date"))).toContain("a type is one of");
    expect(jsonAssertionFault(claim("$.a", "lt", "7"))).toContain("only numbers");
    expect(jsonAssertionFault(claim("a", "exists"))).toContain("begins with $");
    expect(jsonAssertionFault(claim("$.a", "lt", 7))).toBeNull();
  });
});

describe("the depth of JSON", () => {
  it("is counted outside strings, and agrees with what the parser gives", () => {
    const depth = (value: unknown): number =>
      typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depth)) : 0;
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 70 }), (value) => {
        const read = (): unknown => parseJsonText(JSON.stringify(value));
        if (depth(value) > 64) expect(read).toThrow(JsonTextError);
        else expect(read()).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
    expect(parseJsonText(`"${"[".repeat(100)}\\"${"{".repeat(100)}"`)).toContain("[[[");
    expect(() => parseJsonText(`${"[".repeat(65)}${"]".repeat(65)}`)).toThrow(JsonTextError);
  });
});

describe("regular expressions", () => {
  it("58: take time in line with the text, whatever they are", () => {
    expect(compileRegex("(a+)+$")(`${"a".repeat(50_000)}b`)).toBeNull();
    expect(compileRegex("^(([a-z])+.)+[A-Z]([a-z])+$")("a".repeat(50_000))).toBeNull();
  });

  it.each(["(", "a(?=b)", "(a)\\1", "a".repeat(201), "((((a{1,50}){1,50}){1,50}){1,50}){1,50}"])(
    "refuse %s",
    (source) => {
      expect(() => compileRegex(source)).toThrow(RegexError);
    },
  );

  it("give the match and its groups", () => {
    expect(compileRegex("(\\d+)-(x)?")("ab 12-")).toEqual(["12-", "12", null]);
  });
});

describe("claims about headers", () => {
  const headers: Record<string, string> = { "x-a": "one, two", "x-empty": "" };
  const judge = (op: string, name: string, value = ""): string | null =>
    judgeHeaders([headerAssertion.parse({ name, op, value })], (key) => headers[key.toLowerCase()] ?? null);

  it("hold", () => {
    expect(judge("exists", "X-A")).toBeNull();
    expect(judge("exists", "x-empty")).toBeNull();
    expect(judge("absent", "x-b")).toBeNull();
    expect(judge("eq", "x-a", "one, two")).toBeNull();
    expect(judge("contains", "x-a", "two")).toBeNull();
    expect(judge("matches", "x-a", "^one")).toBeNull();
  });

  it("do not hold, and say why", () => {
    expect(judge("absent", "x-a")).toContain("should not be");
    expect(judge("exists", "x-b")).toContain("missing");
    expect(judge("eq", "x-a", "one")).toContain('is "one, two"');
    expect(judge("contains", "x-a", "three")).toContain("should be contains");
    expect(judge("matches", "x-a", "^two")).toContain("should be matches");
    expect(judge("matches", "x-a", "(")).toContain("cannot be read");
  });
});

describe("extraction", () => {
  const answer = { text: '{"a":{"b":5},"s":"v"} id=77', header: (name: string) => (name === "x" ? "y" : null) };
  const json = { ...answer, text: '{"a":{"b":5},"s":"v","n":null}' };

  it.each([
    ["json", "$.s", json, { ok: true, value: "v" }],
    ["json", "$.a.b", json, { ok: true, value: "5" }],
    ["json", "$.a", json, { ok: true, value: '{"b":5}' }],
    ["json", "$.n", json, { ok: false }],
    ["json", "$.missing", json, { ok: false }],
    ["json", "$.s", answer, { ok: false }],
    ["json", "s", json, { ok: false }],
    ["header", "x", answer, { ok: true, value: "y" }],
    ["header", "z", answer, { ok: false }],
    ["regex", "id=(\\d+)", answer, { ok: true, value: "77" }],
    ["regex", "id=\\d+", answer, { ok: true, value: "id=77" }],
    ["regex", "no=(\\d+)", answer, { ok: false }],
    ["regex", "(", answer, { ok: false }],
    ["regex", "x+", { ...answer, text: "x".repeat(5_000) }, { ok: false }],
  ] as const)("from %s by %s", (from, expression, source, expected) => {
    expect(extract({ name: "it", from, expression }, source)).toMatchObject(expected);
  });
});

describe("an expected status", () => {
  it.each([
    [200, "200-299", true],
    [299, "200-299", true],
    [300, "200-299", false],
    [301, "200-299,301", true],
    [0, "200-299", false],
    [999, "200-299", false],
    [600, "100-599", false],
    [999, "100-999", false],
  ])("%i in %s: %s", (status, set, expected) => {
    expect(isExpected(status, set)).toBe(expected);
  });
});
