import * as z from "zod";
import { rota } from "../oncall/rota.ts";
import { policy } from "../paging/policy.ts";
import { instant } from "./parts.ts";

/** What the API tells of on-call: who, now and next; the calendar; the chain; and whether the team is covered. */

const shift = z.object({ from: instant, until: instant, users: z.array(z.string()) });
export type ShiftView = z.infer<typeof shift>;

/** A hole or a risk that the scan of the next 400 days found, as a sentence in the reader's zone. */
export const coverageFinding = z.object({
  kind: z.enum(["gap", "dst gap", "asleep", "one person", "unproven"]),
  rota: z.string(),
  from: instant.nullable(),
  until: instant.nullable(),
  users: z.array(z.string()),
  sentence: z.string(),
});
export type CoverageFinding = z.infer<typeof coverageFinding>;

export const onCallPerson = z.object({
  id: z.string(),
  name: z.string(),
  /** Where the person is now. */
  zone: z.string(),
  quiet: z.object({ from: z.string(), to: z.string() }).nullable(),
  badSignal: z.boolean(),
  /** Has at least one contact that works; `wakes`: one that wakes (SMS or call). */
  reachable: z.boolean(),
  wakes: z.boolean(),
});
export type OnCallPerson = z.infer<typeof onCallPerson>;

export const rotaView = z.object({
  /** Settings as they are stored; overrides that ended over 30 days ago are left out. */
  settings: rota,
  /** Ids of who has the pager; nobody: a gap, pages go to everyone. */
  now: z.array(z.string()),
  until: instant.nullable(),
  next: shift.nullable(),
  /** "Ana is on call until Mon 09:00." in the reader's zone. */
  sentence: z.string(),
});
export type RotaView = z.infer<typeof rotaView>;

export const onCallView = z.object({
  now: instant,
  /** The reader's zone, in which all sentences are. */
  zone: z.string(),
  me: z.string(),
  /** The same sentence as the header's. */
  sentence: z.string(),
  people: z.array(onCallPerson),
  rotas: z.array(rotaView),
  /** The phone is masked but for its last two digits. */
  backup: z.object({ name: z.string(), phone: z.string(), verified: z.boolean() }).nullable(),
  /** The reader's next shifts over all rotas, at most 10. */
  mine: z.array(z.object({ rota: z.string(), from: instant, until: instant })),
});
export type OnCallView = z.infer<typeof onCallView>;

/** One rota over a stretch of time: what is true (`final`), and what each layer alone says. Shifts of nobody are gaps. */
export const calendarView = z.object({
  now: instant,
  from: instant,
  until: instant,
  rotas: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      zone: z.string(),
      final: z.array(shift),
      layers: z.array(z.object({ id: z.string(), name: z.string(), shifts: z.array(shift) })),
      /** How much of the next 400 days somebody is on call, 0 to 100. */
      coveragePercent: z.number(),
      findings: z.array(coverageFinding),
    }),
  ),
});
export type CalendarView = z.infer<typeof calendarView>;

/** What an edit would do, before it is saved: gaps that were not there, and who is on call over the next 14 days. */
export const editPreview = z.object({
  newGaps: z.array(z.object({ from: instant, until: instant, sentence: z.string() })),
  final: z.array(shift),
});
export type EditPreview = z.infer<typeof editPreview>;

/** A policy, as it is stored and as one reads it: "Ana at once: push and SMS, call at 2 and 3 min." */
export const policyView = z.object({
  /** Null id: the default ladder. */
  settings: policy.nullable(),
  id: z.string().nullable(),
  name: z.string(),
  isDefault: z.boolean(),
  /** One sentence a step, then what comes after the last. */
  sentences: z.array(z.string()),
  /** Names of monitors and heartbeats that page by it. */
  usedBy: z.array(z.string()),
});
export type PolicyView = z.infer<typeof policyView>;
export const policyList = z.object({ policies: z.array(policyView) });
export type PolicyList = z.infer<typeof policyList>;

/** What the default ladder is asked for by, where a policy is named by its id. */
export const LADDER = "ladder";

/** Who would get what, if something broke at an instant and nobody answered. Nothing is sent. */
export const chainView = z.object({
  at: instant,
  policy: z.string(),
  lines: z.array(
    z.object({
      afterSeconds: z.number(),
      kind: z.enum(["push", "sms", "voice", "chat", "gap", "unreachable", "everyone", "backup"]),
      /** Names of people or of the channel. */
      who: z.array(z.string()),
    }),
  ),
});
export type ChainView = z.infer<typeof chainView>;

export const coverageItem = z.object({
  rule: z.string(),
  severity: z.enum(["critical", "major", "minor"]),
  sentence: z.string(),
  /** Where one mends it: a path within the team, and what the button says. */
  fix: z.object({ path: z.string(), label: z.string() }),
});
export type CoverageItem = z.infer<typeof coverageItem>;

/** Am I covered? Score = 100 − 40, 15, 5 for each broken rule by severity; a critical one caps it at 49. Spec "product" §2.9. */
export const coverageView = z.object({
  now: instant,
  score: z.int().min(0).max(100),
  covered: z.boolean(),
  /** "Tonight 23:00–08:00: Ana is on call." */
  sentence: z.string(),
  items: z.array(coverageItem),
});
export type CoverageView = z.infer<typeof coverageView>;

/** A calendar feed of the reader's; its address is shown once, when it is made. */
export const feedView = z.object({ id: z.string(), whose: z.enum(["mine", "all"]), createdAt: instant });
export type FeedView = z.infer<typeof feedView>;
