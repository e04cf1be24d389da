import { createDecipheriv, createECDH, hkdfSync } from "node:crypto";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { openSecret, publicKeyText, SealError, sealSecret, type KeyHandle } from "@nightbell/shared/probe/seal";

const { subtle } = crypto;
const P256 = { name: "ECDH", namedCurve: "P-256" };
const FOR = { monitor: "mon_1", name: "password" };
const bytes = (text: string) => new TextEncoder().encode(text);

type Keys = { privateKey: KeyHandle; publicKey: string };

async function newKeys(): Promise<Keys> {
  const { privateKey, publicKey } = await subtle.generateKey(P256, true, ["deriveBits"]);
  return { privateKey, publicKey: await publicKeyText(subtle, publicKey) };
}

let own: Keys;
beforeAll(async () => {
  own = await newKeys();
});

test("what is sealed opens with the key it was sealed to, and reads differently each time", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (secret) => {
      const plain = new Uint8Array(secret);
      const sealed = await sealSecret(subtle, own.publicKey, FOR, plain);
      expect(await openSecret(subtle, own, FOR, sealed)).toEqual(plain);
      expect(await sealSecret(subtle, own.publicKey, FOR, plain)).not.toBe(sealed);
    }),
    { numRuns: 20 },
  );
});

test("it opens for no other probe, monitor or name", async () => {
  const sealed = await sealSecret(subtle, own.publicKey, FOR, bytes("s3cret"));
  await expect(openSecret(subtle, await newKeys(), FOR, sealed)).rejects.toThrow(SealError);
  for (const purpose of [
    { ...FOR, monitor: "mon_2" },
    { ...FOR, name: "token" },
  ])
    await expect(openSecret(subtle, own, purpose, sealed)).rejects.toThrow(SealError);
});

test("any changed character, and anything else, does not open", async () => {
  const sealed = await sealSecret(subtle, own.publicKey, FOR, bytes("s3cret"));
  await fc.assert(
    fc.asyncProperty(fc.nat(sealed.length - 1), fc.constantFrom("A", "z", "_", "."), async (at, char) => {
      const changed = sealed.slice(0, at) + char + sealed.slice(at + 1);
      fc.pre(changed !== sealed);
      await expect(openSecret(subtle, own, FOR, changed)).rejects.toThrow(SealError);
    }),
    { numRuns: 50 },
  );
  for (const text of ["", "nbs1.", "s3cret", `nbs1.${"A".repeat(108)}`, sealed.slice(0, -4)])
    await expect(openSecret(subtle, own, FOR, text)).rejects.toThrow(SealError);
});

test("nothing is sealed to what is no point of the curve", async () => {
  for (const key of ["", "A".repeat(87), `B${"A".repeat(86)}`, own.publicKey.slice(2)])
    await expect(sealSecret(subtle, key, FOR, bytes("s3cret"))).rejects.toThrow(SealError);
});

/** The format as the file's head describes it, read with OpenSSL instead of our code. */
test("another implementation reads it", async () => {
  const recipient = createECDH("prime256v1");
  const to = recipient.generateKeys();
  const sealed = await sealSecret(subtle, to.toString("base64url"), FOR, bytes("Grüße"));
  const raw = Buffer.from(sealed.replace(/^nbs1\./, ""), "base64url");
  const from = raw.subarray(0, 65);
  const info = JSON.stringify(["nightbell probe secret", "mon_1", "password"]);
  const derived = Buffer.from(hkdfSync("sha256", recipient.computeSecret(from), Buffer.concat([from, to]), info, 44));
  const decipher = createDecipheriv("aes-256-gcm", derived.subarray(0, 32), derived.subarray(32));
  decipher.setAuthTag(raw.subarray(-16));
  const plain = Buffer.concat([decipher.update(raw.subarray(65, -16)), decipher.final()]);
  expect(plain.toString()).toBe("Grüße");
});
