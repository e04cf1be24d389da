import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitSegment, smsParts, toGsm } from "./gsm.ts";

describe("sizes", () => {
  test.each([
    ["", "gsm7", 0, 1],
    ["a".repeat(160), "gsm7", 160, 1],
    ["a".repeat(161), "gsm7", 161, 2],
    ["a".repeat(306), "gsm7", 306, 2],
    ["a".repeat(307), "gsm7", 307, 3],
    ["€".repeat(80), "gsm7", 160, 1],
    ["€".repeat(81), "gsm7", 162, 2],
    // An escape pair is not torn: 152 + a pair leaves one septet empty.
    [`${"a".repeat(152)}${"{".repeat(77)}`, "gsm7", 306, 3],
    ["ж".repeat(70), "ucs2", 70, 1],
    ["ж".repeat(71), "ucs2", 71, 2],
    ["ж".repeat(135), "ucs2", 135, 3],
    ["😀".repeat(35), "ucs2", 70, 1],
    ["😀".repeat(36), "ucs2", 72, 2],
  ] as const)("%#", (text, encoding, units, parts) => {
    expect(smsParts(text)).toEqual({ encoding, units, parts });
  });
});

describe("transliteration", () => {
  test.each([
    ["db1 prod: HTTP 500", "db1 prod: HTTP 500"],
    ["“Curly” ‘quotes’ – and — dashes…", "\"Curly\" 'quotes' - and - dashes..."],
    ["Ärger in Škoda, Łódź, Ørsted", "Ärger in Skoda, Lodz, Ørsted"],
    ["São João façade", "Sao Joao facade"],
    ["Щука Юля", "Shchuka Yulya"],
    ["Αθήνα", "Athina"],
    ["🔥 prod 🔥 down", " prod down"],
    ["price 5 € {a}", "price 5 € {a}"],
    ["ﬁle № １２", "file No 12"],
    ["½", "1/2"],
    ["e\u0301", "é"],
    ["`code`", "'code'"],
  ])("%j", (text, gsm) => {
    expect(toGsm(text)).toBe(gsm);
  });

  test.each(["決済", "서버", "خادم", "מערכת", "server 決"])("%j needs UCS-2", (text) => {
    expect(toGsm(text)).toBeNull();
  });

  test("what comes out is always GSM-7", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const gsm = toGsm(text);
        if (gsm !== null) expect(smsParts(gsm).encoding).toBe("gsm7");
      }),
    );
  });
});

describe("one segment", () => {
  const tails = [
    " since 02:14 CET. Nobody has it yet - 3:12. Reply 1 ack, 2 escalate. x.app/i/t",
    " Reply 1 ack. x.app/i/t",
    ". x.app/i/t",
  ];
  const fit = (summary: string) => fitSegment({ head: "DOWN ", summary, tails });

  test("holds the end whole whatever the summary", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (summary) => {
        const text = fit(summary);
        expect(smsParts(text).parts).toBe(1);
        expect(text.startsWith("DOWN ")).toBe(true);
        expect(text.endsWith("x.app/i/t")).toBe(true);
      }),
    );
  });

  test("a short summary takes the fullest end, a longer one a shorter end before it is cut", () => {
    expect(fit("db1")).toBe(`DOWN db1${tails[0]}`);
    const longer = "a".repeat(100);
    expect(fit(longer)).toBe(`DOWN ${longer}${tails[1]}`);
    expect(fit("a".repeat(300))).toBe(`DOWN ${"a".repeat(75)}..${tails[0]}`);
  });

  test("UCS-2 only where letters demand it", () => {
    expect(smsParts(fit("naïve café – déjà vu"))).toMatchObject({ encoding: "gsm7" });
    expect(fit("決済サーバー")).toContain("決済サーバー");
    expect(smsParts(fit("決済サーバー"))).toMatchObject({ encoding: "ucs2", parts: 1 });
  });

  test("no room for even a few such letters: marks in GSM-7, and all that must be said", () => {
    const end = ` ${"x".repeat(63)}`;
    expect(fitSegment({ head: "DOWN ", summary: "決済 db1", tails: [end] })).toBe(`DOWN ?? db1${end}`);
  });

  test("an end that exceeds the segment alone is kept, and costs a part", () => {
    const end = ` ${"x".repeat(170)}`;
    const text = fitSegment({ head: "DOWN ", summary: "db1", tails: [end] });
    expect(text.endsWith(end)).toBe(true);
    expect(smsParts(text).parts).toBe(2);
  });
});
