import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mask, MASK_WINDOW, maskedStart } from "../../src/mask.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const masked = (text: string): string => new TextDecoder().decode(mask(bytes(text)));

/** Spec "heartbeats" §6.4. */
describe("masking", () => {
  it.each([
    ["PGPASSWORD=hunter2 pg_dump", "PGPASSWORD=*** pg_dump"],
    ["password: hunter2, user: ana", "password: ***, user: ana"],
    ["PassWd=hunter2; pwd=x", "PassWd=***; pwd=***"],
    ["password=a,b{c}", "password=***"],
    ['password="my secret pass" done', 'password="***" done'],
    [String.raw`password="a \"b\" c" done`, 'password="***" done'],
    ["password='it is' done", "password='***' done"],
    ["password = x, password => y, password := z", "password = ***, password => ***, password := ***"],
    ['{"api_key": "abc", "n": 1}', '{"api_key": "***", "n": 1}'],
    [String.raw`{\"password\": \"a b\", \"n\": 1}`, String.raw`{\"password\": \"***\", \"n\": 1}`],
    ["apikey=a api-key=b API_KEY=c", "apikey=*** api-key=*** API_KEY=***"],
    ["AWS_SECRET_ACCESS_KEY=wJalrXUtn/FEMI", "AWS_SECRET_ACCESS_KEY=***"],
    ["https://x.example/?token=abc&n=1", "https://x.example/?token=***&n=1"],
    ["Authorization: Bearer abc.def\nok", "Authorization: ***\nok"],
    ["curl -H 'Authorization: Bearer abc' https://x", "curl -H 'Authorization: ***' https://x"],
    ['{"Authorization": "Basic YTpi", "n": 1}', '{"Authorization": "***", "n": 1}'],
    ['authorization: Digest username="a", response="b"\nok', "authorization: ***\nok"],
    ["map[Authorization:[Bearer abc]]", "map[Authorization:[***"],
    ["pushing to https://ana:pw@git.example/r", "pushing to https://***@git.example/r"],
    ["postgres://u:p@ss@db.example/x?user=a@b", "postgres://***@db.example/x?user=a@b"],
    ["key AKIAIOSFODNN7EXAMPLE used", "key *** used"],
    ['"ASIAIOSFODNN7EXAMPLE"', '"***"'],
    ["DB_PASSWORD            = hunter2 x", "DB_PASSWORD            = *** x"],
    ["ghp_abcdefghijklmnopqrst1234", "***"],
    ["xoxb-123456789012-abc", "***"],
    ["sk_live_abcdefghijk", "***"],
    ["-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nrest", "***\nrest"],
    ["-----BEGIN PRIVATE KEY-----\nMIIE cut", "***"],
  ])("%s", (text, expected) => {
    expect(masked(text)).toBe(expected);
  });

  it.each([
    ["DB_PASSWORD=ab&cdefgh ok", "DB_PASSWORD=*** ok"],
    ["password=a;bcdef ok", "password=*** ok"],
    ['password=ab"cdef ok', "password=*** ok"],
    ["password=ab'cdef ok", "password=*** ok"],
    ["password=&abcdef; echo", "password=***; echo"],
    [String.raw`password='a\'b' ok`, "password='***' ok"],
    [String.raw`password='it'\''s' ok`, "password='***' ok"],
    [`password='it'"'"'s' ok`, "password='***' ok"],
    [String.raw`{\"password\":\"a'b\",\"n\":1}`, String.raw`{\"password\":\"***\",\"n\":1}`],
    [String.raw`{\"password\":\"a\\\"b\\\\\",\"n\":1}`, String.raw`{\"password\":\"***\",\"n\":1}`],
    ['{"password":"a&b;c","n":1}', '{"password":"***","n":1}'],
    ["https://x.example/?a=1&password=abc;d&y=2 ok", "https://x.example/?a=1&password=***&y=2 ok"],
    ["GET /login?access_token=abc&secret=d&n=1", "GET /login?access_token=***&secret=***&n=1"],
    ["?password = a&b", "?password = ***"],
    [`password${" ".repeat(9)}= x`, `password${" ".repeat(9)}= ***`],
    [`token${" ".repeat(64)}=${"\t".repeat(64)}x ok`, `token${" ".repeat(64)}=${"\t".repeat(64)}*** ok`],
  ])("hides the whole value of %s", (text, expected) => {
    expect(masked(text)).toBe(expected);
  });

  it.each([
    "ASIAPACIFICREGION",
    "AKIAIOSFODNN7EXAMPL",
    "AKIAIOSFODNN7EXAMPLES",
    "XAKIAIOSFODNN7EXAMPLE",
    String.raw`{\"password\":\"\",\"n\":1}`,
    "password=, user=; https://x.example/?token=&n=1",
    "mail ana@example.com, 5 tokens left, 12:30",
    "grüße, Sicherung fertig",
    "region ASIAPACIFICREGION, AKIA",
    "tokens: 5, secretary: Ana, passwords are old",
    "Enter password:\nDone.",
    'password="" token=',
    "see https://docs.example/a?mail=ana@example.com and ://",
    "-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----",
  ])("leaves %j", (text) => {
    expect(masked(text)).toBe(text);
  });

  it("leaves bytes that are no text as they are", () => {
    const all = Uint8Array.from({ length: 256 }, (_, i) => i);
    expect(mask(all)).toEqual(all);
  });

  // Patterns that went back over what they had read would need days for these.
  it.each(
    ["password ", "://a", "://", "://@", "-----BEGIN PRIVATE KEY", "-----BEGIN ", "authorization: ", "secret="].concat([
      "secret=,",
      'token="',
      "token='",
      'token=\\"',
      "xoxb-",
      "AKIA",
      'authorization:="',
      "token='\\''",
      'token=""',
      "token=\\\\",
      "secret=;",
      ";",
      "?token=",
      "&token=",
      "?",
      `password${" ".repeat(65)}`,
      `token=${" ".repeat(65)}`,
      "AKIAIOSFODNN7EXAMPL_",
      "A",
      " ",
      "\\",
      '="',
    ]),
  )("comes to an end on %j many times over", (part) => {
    expect(mask(bytes(part.repeat(Math.ceil(500_000 / part.length)))).length).toBeGreaterThan(0);
  });
});

const letters = (min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(..."abcdefghXYZ01234567".split("")), minLength: min, maxLength: max });
const capitals = fc.string({ unit: fc.constantFrom(..."ABCDEFGH01234567".split("")), minLength: 16, maxLength: 16 });
/** A secret as it stands in a text, and what of it nobody may read. */
const secret: fc.Arbitrary<{ written: string; hidden: string }> = fc.oneof(
  fc
    .tuple(fc.constantFrom("password=", "PASSWD: ", "pwd=", '"secret": "', "token='", "api-key="), letters(8, 300))
    .map(([name, hidden]) => ({ written: name + hidden, hidden })),
  letters(8, 60).map((hidden) => ({ written: `Authorization: Bearer ${hidden}`, hidden })),
  letters(8, 60).map((hidden) => ({ written: `https://ana:${hidden}@host/`, hidden })),
  capitals.map((hidden) => ({ written: `AKIA${hidden}`, hidden })),
  fc
    .tuple(fc.constantFrom("ghp_", "xoxp-", "sk_live_"), letters(20, 40))
    .map(([name, hidden]) => ({ written: name + hidden, hidden })),
  letters(64, 900).map((hidden) => ({
    written: `-----BEGIN EC PRIVATE KEY-----\n${hidden}\n-----END EC PRIVATE KEY-----`,
    hidden,
  })),
);
const gap = fc.constantFrom("\n", " done\n", "\nrows=5 ");

describe("the start of a masked text", () => {
  const WINDOW = MASK_WINDOW;
  const LIMIT = 600;
  /** Five letters of a secret in a row are no chance: nothing else in these texts has them. */
  const pieces = (hidden: string): string[] =>
    Array.from({ length: hidden.length - 4 }, (_, i) => hidden.slice(i, i + 5));
  /** What comes before the secrets: it may fill the output, or shrink so that the window's end shows. */
  const before = fc.oneof(
    fc.nat({ max: LIMIT + 50 }).map((length) => `${"-".repeat(length)}\n`),
    fc.nat({ max: 120 }).map((left) => `token=${"x".repeat(WINDOW - 7 - left)}\n`),
  );

  it("shows no part of a secret, wherever the window or the limit cuts it", () => {
    fc.assert(
      fc.property(before, fc.array(fc.tuple(secret, gap), { minLength: 1, maxLength: 9 }), (first, secrets) => {
        const text = `${first}${secrets.map(([{ written }, between]) => written + between).join("")}\nend`;
        const whole = bytes(text);
        const start = maskedStart(whole.subarray(0, WINDOW), LIMIT, whole.length > WINDOW);
        expect(start.length).toBeLessThanOrEqual(LIMIT);
        const seen = new TextDecoder().decode(start);
        for (const [{ hidden }] of secrets) expect(pieces(hidden).filter((piece) => seen.includes(piece))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("shows no part of a secret, wherever a short body broke off", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(secret, gap), { minLength: 1, maxLength: 3 }), fc.nat(), (secrets, at) => {
        const whole = bytes(secrets.map(([{ written }, between]) => written + between).join(""));
        const seen = new TextDecoder().decode(maskedStart(whole.subarray(0, at % whole.length), 10_000, true));
        for (const [{ hidden }] of secrets) expect(pieces(hidden).filter((piece) => seen.includes(piece))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ["FAILED:disk-full", "FAILED:disk-full"],
    ["exit 3: https://x.example/a", "exit 3: https://x.example/a"],
    ["token=abc", "token=***"],
    ["dump AKIAIOSFOD", "dump ***"],
    ["git push https://ana:hunt", "git push https://***"],
    ["git push https://ana:hu@nt", "git push https://***"],
    ["with ghp_ab", "with ***"],
    ["with xoxb-1", "with ***"],
    ["with sk_live_", "with ***"],
    ["-----BEGIN PRIVATE KEY-----\nMII", "***"],
  ])("of a body that broke off after %s keeps what is no secret", (text, expected) => {
    expect(new TextDecoder().decode(maskedStart(bytes(text), LIMIT, true))).toBe(expected);
  });

  it("leaves out the last word where the window cuts it", () => {
    const filled = `token=${"x".repeat(WINDOW - 20)}\n`;
    const window = bytes(`${filled}a ${"b".repeat(WINDOW)}`).subarray(0, WINDOW);
    expect(new TextDecoder().decode(maskedStart(window, LIMIT, true))).toBe("token=***\na ");
  });

  it("is the text itself where it holds no secret", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 900 }), (plain) => {
        const harmless = plain.map((byte) => (byte < 0x80 ? byte & 0x0f : byte));
        expect(maskedStart(harmless, LIMIT, false)).toEqual(harmless.slice(0, LIMIT));
      }),
    );
  });

  it("reaches its limit though a secret before it was long", () => {
    const text = `token=${"x".repeat(8_000)}\n${"line of output\n".repeat(1_000)}`;
    expect(maskedStart(bytes(text), 10_000, true)).toHaveLength(10_000);
  });
});
