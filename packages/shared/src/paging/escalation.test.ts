import { describe, expect, test } from "vitest";
import vectors from "../../test-fixtures/escalation.json" with { type: "json" };
import { PagingWorld, type Vector } from "./testing/paging-world.ts";

/** The ladder, second by second: every vector of spec "oncall" §10. */
describe("escalation vectors", () => {
  for (const vector of vectors as unknown as Vector[]) {
    test(`${vector.id} ${vector.why}`, () => {
      const records = new PagingWorld(vector).run();
      if (vector.expect) expect(records).toEqual(vector.expect);
      for (const [kind, count] of Object.entries(vector.count ?? {})) {
        expect(records.filter(([, recorded]) => recorded === kind)).toHaveLength(count);
      }
    });
  }
});
