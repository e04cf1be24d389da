import { chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { publicKey } from "@nightbell/shared/probe/protocol";
import { openSecret, sealSecret } from "@nightbell/shared/probe/seal";
import { identityIn } from "../../src/node/identity.ts";
import { UsageError } from "../../src/node/usage.ts";
import { newFile, newFolder } from "./folders.ts";

const FOR = { monitor: "mon_1", name: "token" };

test("the first start makes a key for its owner alone, every later one reads it", async () => {
  const folder = join(newFolder(), "state");
  const made = await identityIn(folder);
  expect(publicKey.parse(made.publicKey)).toBe(made.publicKey);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, "identity.json")).mode & 0o777).toBe(0o600);
  const sealed = await sealSecret(crypto.subtle, made.publicKey, FOR, Buffer.from("s3cret"));
  const again = await identityIn(folder);
  expect(again.publicKey).toBe(made.publicKey);
  expect(Buffer.from(await openSecret(crypto.subtle, again, FOR, sealed)).toString()).toBe("s3cret");
});

test("a key that others can read, or that is broken, is not used", async () => {
  const folder = newFolder();
  await identityIn(folder);
  const path = join(folder, "identity.json");
  chmodSync(path, 0o640);
  await expect(identityIn(folder)).rejects.toThrow(/chmod 600/);
  chmodSync(path, 0o600);
  writeFileSync(path, readFileSync(path, "utf8").slice(0, 50));
  await expect(identityIn(folder)).rejects.toThrow(/Delete it/);
});

test("a folder that cannot be written is told in a sentence", async () => {
  await expect(identityIn(join(newFile("no folder"), "state"))).rejects.toThrow(UsageError);
  await expect(identityIn(join(newFile("no folder"), "state"))).rejects.toThrow(/--state/);
});
