import { region } from "@nightbell/shared/check/region";
import * as z from "zod";
import type { Egress } from "./core/egress.ts";
import { PLAIN_REACH, type Io } from "./core/io.ts";

const list = (text: string): string[] =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
const urls = z.string().transform(list).pipe(z.array(z.url()));

const schema = z.object({
  REGION: region,
  CONTROL_TARGETS: urls.refine(
    (targets) => targets.length >= 2,
    "name at least two control targets, separated by commas",
  ),
  DOH_RESOLVERS: urls,
  BOT_PAGE: z.string(),
  ALLOW_LOOPBACK: z.enum(["0", "1"]),
  OWN_HOSTS: z.string().transform(list),
  VERSION: z.object({ id: z.string() }),
});

/** What the deployment says about a probe. */
export type ProbeSettings = {
  region: z.infer<typeof region>;
  controlTargets: string[];
  /** Empty in the local stack: names are then not looked up before they are requested. */
  resolvers: string[];
  userAgent: string;
  /** Local stack only. */
  allowLoopback: boolean;
  /** Hosts of ours, which no team may check. */
  ownHosts: string[];
  build: string;
};

/** Reads the Worker's bindings. @throws ZodError naming the variable that is wrong */
export function readSettings(env: unknown): ProbeSettings {
  const bindings = schema.parse(env);
  return {
    region: bindings.REGION,
    controlTargets: bindings.CONTROL_TARGETS,
    resolvers: bindings.DOH_RESOLVERS,
    userAgent: `Nightbell/1 (+${bindings.BOT_PAGE})`,
    allowLoopback: bindings.ALLOW_LOOPBACK === "1",
    ownHosts: bindings.OWN_HOSTS,
    build: bindings.VERSION.id,
  };
}

/** The way out that a deployment has. A Worker reaches no private address, whoever asks. */
export const egressOf = ({ allowLoopback, ownHosts, resolvers, userAgent }: ProbeSettings, io: Io): Egress => ({
  io,
  reach: PLAIN_REACH,
  allowLoopback,
  allowPrivate: () => false,
  ownHosts,
  resolvers,
  userAgent,
});
