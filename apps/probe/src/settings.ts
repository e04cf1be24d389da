import { region } from "@nightbell/shared/check/settings";
import * as z from "zod";

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
    build: bindings.VERSION.id,
  };
}
