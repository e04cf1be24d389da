import * as z from "zod";

/** Escalation policies: whom a page asks, how, and for how long before it moves on. Spec "oncall" §1 and §3. */

export const MAX_STEPS = 10;
export const MAX_REPEATS = 9;
export const MIN_WAIT_SECONDS = 30;
export const MAX_WAIT_SECONDS = 86_400;

/** Whom a step asks: one member, whoever a rota has on call, everyone, or a channel that it posts to once. */
export const target = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("member"), user: z.string().min(1).max(64) }),
  z.strictObject({ kind: z.literal("rota"), rota: z.string().min(1).max(64) }),
  z.strictObject({ kind: z.literal("team") }),
  z.strictObject({ kind: z.literal("channel"), channel: z.string().min(1).max(64) }),
]);
export type Target = z.infer<typeof target>;

/** One way of asking, so many seconds after the step's start. */
export const rungInput = z.strictObject({
  via: z.enum(["push", "sms", "voice"]),
  afterSeconds: z.int().min(0).max(MAX_WAIT_SECONDS),
});

export const policyStep = z
  .strictObject({
    targets: z.array(target).min(1, "ask somebody").max(10),
    /** Null: push and SMS at once, a call after 2 and after 3 minutes. */
    plan: z.array(rungInput).min(1).max(12).nullable().default(null),
    waitSeconds: z.int().min(MIN_WAIT_SECONDS, "at least 30 seconds").max(MAX_WAIT_SECONDS, "at most a day"),
  })
  .superRefine(({ plan, waitSeconds }, context) => {
    plan?.forEach(({ afterSeconds }, i) => {
      if (afterSeconds < waitSeconds) return;
      const message = `never happens: the step moves on after ${waitSeconds} s`;
      context.addIssue({ code: "custom", path: ["plan", i, "afterSeconds"], message });
    });
  });
export type PolicyStep = z.infer<typeof policyStep>;

export const policyInput = z.strictObject({
  name: z.string().trim().min(1, "give it a name").max(100),
  steps: z.array(policyStep).min(1, "at least one step").max(MAX_STEPS),
  /** How often the steps are gone through again before everyone is asked. */
  repeats: z.int().min(0).max(MAX_REPEATS).default(0),
});
export type PolicyInput = z.infer<typeof policyInput>;

export const policy = z.object({ ...policyInput.shape, id: z.string() });
export type EscalationPolicy = z.infer<typeof policy>;
