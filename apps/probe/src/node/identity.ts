import { mkdirSync, writeFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { publicKeyText } from "@nightbell/shared/probe/seal";
import * as z from "zod";
import { readPrivate } from "./files.ts";
import { UsageError } from "./usage.ts";

/** The probe's own pair of keys, which secrets are sealed to. It is made at the first start and never leaves the host. */

export type Identity = { privateKey: CryptoKey; publicKey: string };

const P256 = { name: "ECDH", namedCurve: "P-256" };
const FILE = "identity.json";
const saved = z.object({
  v: z.literal(1),
  privateKey: z.object({
    kty: z.literal("EC"),
    crv: z.literal("P-256"),
    x: z.string(),
    y: z.string(),
    d: z.string(),
  }),
});

/** Reads the pair in a folder, or makes both. @throws UsageError if it cannot be kept or read */
export async function identityIn(folder: string): Promise<Identity> {
  const path = join(folder, FILE);
  if (!existsSync(path)) await makeIdentity(folder, path);
  const file = saved.safeParse(parsedJson(readPrivate(path, "--state")));
  if (!file.success) throw new UsageError(`${path} is broken. Delete it: the next start makes a new one.`);
  const { d, ...point } = file.data.privateKey;
  const privateKey = await crypto.subtle.importKey("jwk", { ...point, d }, P256, false, ["deriveBits"]);
  const publicKey = await crypto.subtle.importKey("jwk", point, P256, true, []);
  return { privateKey, publicKey: await publicKeyText(crypto.subtle, publicKey) };
}

async function makeIdentity(folder: string, path: string): Promise<void> {
  const pair = await crypto.subtle.generateKey(P256, true, ["deriveBits"]);
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey("jwk", pair.privateKey);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(path, `${JSON.stringify({ v: 1, privateKey: { kty, crv, x, y, d } })}\n`, {
      mode: 0o600,
      flag: "wx",
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `This probe's own key cannot be kept: ${reason}. Name a folder that it may write: --state FOLDER`,
    );
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
