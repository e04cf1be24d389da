import { createECDH, randomBytes } from "node:crypto";
import * as z from "zod";
import { StartFailure } from "./failure.ts";
import type { StateFolder } from "./state-folder.ts";

const secrets = z.object({
  authSecret: z.string().min(32),
  secretsKey: z.string().min(32),
  carrierSid: z.string(),
  carrierToken: z.string(),
  mailKey: z.string(),
  vapidPublicKey: z.string(),
  vapidPrivateKey: z.string(),
});
export type Secrets = z.infer<typeof secrets>;

function generate(): Secrets {
  const vapid = createECDH("prime256v1");
  return {
    authSecret: randomBytes(32).toString("base64url"),
    secretsKey: randomBytes(32).toString("base64url"),
    carrierSid: `AC${randomBytes(16).toString("hex")}`,
    carrierToken: randomBytes(16).toString("hex"),
    mailKey: `re_${randomBytes(16).toString("hex")}`,
    vapidPublicKey: vapid.generateKeys("base64url"),
    vapidPrivateKey: vapid.getPrivateKey("base64url"),
  };
}

const FILE = "secrets.json";

/** This folder's own secrets; made at the first start. @throws StartFailure when the file is broken */
export function loadSecrets(state: StateFolder): Secrets {
  const stored = state.readJson(FILE);
  if (stored === undefined) {
    const fresh = generate();
    state.writeJson(FILE, fresh);
    return fresh;
  }
  // A folder of an earlier release lacks what has come since.
  const parsed = secrets.safeParse({ ...generate(), ...Object(stored) });
  if (!parsed.success)
    throw new StartFailure(`${state.path(FILE)} is broken: start over with \`npm start -- --fresh\`.`);
  state.writeJson(FILE, parsed.data);
  return parsed.data;
}
