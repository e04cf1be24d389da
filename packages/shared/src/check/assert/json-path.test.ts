import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonPathError, parseJsonPath, valuesAt } from "./json-path.ts";

const at = (path: string, value: unknown): unknown[] => valuesAt(parseJsonPath(path), value);

describe("a JSON path", () => {
  const shop = { items: [{ id: 1, "odd key": "x" }, { id: 2 }], "it's": true, total: null };

  it.each<[string, unknown[]]>([
    ["$", [shop]],
    ["$.items[0].id", [1]],
    ["$.items[-1].id", [2]],
    ["$['items'][0]['odd key']", ["x"]],
    ['$["items"][1]["id"]', [2]],
    ["$['it\\'s']", [true]],
    ["$.items[*].id", [1, 2]],
    ["$.items.length()", [2]],
    ["$.items[0]['odd key'].length()", [1]],
    ["$.total", [null]],
    ["$.items[2]", []],
    ["$.items[-3]", []],
    ["$.total.deeper", []],
    ["$.items.id", []],
    ["$.length()", []],
    ["$[*].id", []],
    ["$.items[*]['odd key']", ["x"]],
  ])("%s", (path, values) => {
    expect(at(path, shop)).toEqual(values);
  });

  it.each([
    "",
    "items",
    "$..items",
    "$.items[?(@.id>1)]",
    "$.items[(1)]",
    "$.items[1:2]",
    "$.",
    "$.length().a",
    "$['a",
    "$.a b",
    "$[1.5]",
  ])("is refused: %s", (path) => {
    expect(() => parseJsonPath(path)).toThrow(JsonPathError);
  });

  it("has at most 16 steps", () => {
    expect(parseJsonPath(`$${".a".repeat(16)}`)).toHaveLength(16);
    expect(() => parseJsonPath(`$${".a".repeat(17)}`)).toThrow("16 steps");
  });

  it("57: sees own properties only", () => {
    for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"])
      expect(at(`$.${name}`, {})).toEqual([]);
    expect(at("$.__proto__.x", JSON.parse('{"__proto__":{"x":1}}'))).toEqual([1]);
    expect(at("$.length", [1, 2])).toEqual([]);
  });

  it("finds what stands at the place that its steps name", () => {
    const key = fc.string({ minLength: 1, maxLength: 8 });
    const step = fc.oneof(key, fc.nat(3));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 16 }), fc.jsonValue(), (steps, leaf) => {
        // Built from the inside out, so that the path is known before the value.
        const value = steps.reduceRight<unknown>((inner, one) => {
          if (typeof one === "string")
            return Object.fromEntries([
              ["other", 0],
              [one, inner],
            ]);
          return Array.from({ length: one + 1 }, (_, i) => (i === one ? inner : "other"));
        }, leaf);
        const quoted = (name: string): string => `['${name.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}']`;
        const path = `$${steps.map((one) => (typeof one === "string" ? quoted(one) : `[${one}]`)).join("")}`;
        expect(at(path, value)).toEqual([leaf]);
      }),
    );
  });
});
