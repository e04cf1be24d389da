import { createPublicKey, verify } from "node:crypto";

const DAY_SECONDS = 86_400;

/**
 * Checks an `Authorization: vapid t=…, k=…` header: RFC 8292 §2 and §3.
 * @param audience the push service's origin
 * @param now epoch ms
 * @returns the sender's public key, base64url
 * @throws with the reason when it does not hold
 */
export function checkVapid(header: string | null, audience: string, now: number): string {
  const match = /^vapid\s+t=([^,\s]+)\s*,\s*k=([^,\s]+)$/i.exec(header ?? "");
  const [, token = "", key = ""] = match ?? [];
  const [head = "", payload = "", signature = "", ...rest] = token.split(".");
  if (!match || !signature || rest.length) throw new Error("An Authorization header `vapid t=…, k=…` is required.");

  const point = Buffer.from(key, "base64url");
  if (point.length !== 65 || point[0] !== 4) throw new Error("k must be an uncompressed P-256 point in base64url.");
  const coordinate = (from: number): string => point.subarray(from, from + 32).toString("base64url");
  const publicKey = createPublicKey({
    key: { kty: "EC", crv: "P-256", x: coordinate(1), y: coordinate(33) },
    format: "jwk",
  });
  if (readJson(head)["alg"] !== "ES256") throw new Error("The token must be signed with ES256.");
  const signed = verify(
    "sha256",
    Buffer.from(`${head}.${payload}`),
    { key: publicKey, dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  if (!signed) throw new Error("The token's signature is wrong.");

  const { aud, exp, sub } = readJson(payload);
  if (aud !== audience) throw new Error(`aud must be ${audience}.`);
  if (typeof exp !== "number" || exp * 1000 < now || exp * 1000 > now + DAY_SECONDS * 1000)
    throw new Error("exp must be within the next 24 hours.");
  if (typeof sub !== "string" || !/^(mailto:|https:)/.test(sub))
    throw new Error("sub must be a mailto: or https: address.");
  return key;
}

function readJson(part: string): Record<string, unknown> {
  const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  if (typeof value !== "object" || value === null) throw new Error("The token is malformed.");
  return { ...value };
}
