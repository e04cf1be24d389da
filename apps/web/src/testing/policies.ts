import type { EscalationPolicy } from "@nightbell/shared/paging/policy";
import type { ChainView, CoverageView, PolicyView } from "@nightbell/shared/views/on-call-views";
import { ago } from "./now.ts";

/** Two steps: whoever has the pager, then everyone with calls alone; gone through twice. */
export const weekdays = (): EscalationPolicy => ({
  id: "pol_weekdays",
  name: "Weekdays first",
  steps: [
    {
      targets: [
        { kind: "rota", rota: "sch_week" },
        { kind: "member", user: "usr_ben" },
      ],
      plan: null,
      waitSeconds: 300,
    },
    {
      targets: [{ kind: "team" }, { kind: "channel", channel: "chn_ops" }],
      plan: [
        { via: "voice", afterSeconds: 0 },
        { via: "voice", afterSeconds: 60 },
      ],
      waitSeconds: 600,
    },
  ],
  repeats: 1,
});

const LAST = "Then everyone, every 5 min, until someone answers.";

/** The default ladder, the team's policy, and one that nothing uses. */
export const policies = (): PolicyView[] => [
  {
    settings: null,
    id: null,
    name: "Default ladder",
    isDefault: false,
    sentences: ["First Ana Gruber (on call): push and SMS at once, a call after 2 and 3 min; for 4 min.", LAST],
    usedBy: [],
  },
  {
    settings: weekdays(),
    id: "pol_weekdays",
    name: "Weekdays first",
    isDefault: true,
    sentences: [
      "First Ana Gruber (on call) and Ben Okafor: push and SMS at once, a call after 2 and 3 min; for 5 min.",
      "Then everyone: a call at once, a call after 1 min; a post to #ops; for 10 min.",
      "All of this 1 more time.",
      LAST,
    ],
    usedBy: ["checkout API"],
  },
  {
    settings: { ...weekdays(), id: "pol_nights", name: "Nights" },
    id: "pol_nights",
    name: "Nights",
    isDefault: false,
    sentences: ["First Ben Okafor: a call at once; for 5 min.", LAST],
    usedBy: [],
  },
];

/** A team that has made none. */
export const noPolicies = (): PolicyView[] =>
  policies()
    .slice(0, 1)
    .map((each) => ({ ...each, isDefault: true }));

export const chain = (over: Partial<ChainView> = {}): ChainView => ({
  at: ago(0),
  policy: "Weekdays first",
  lines: [
    { afterSeconds: 0, kind: "push", who: ["Ana Gruber", "Ben Okafor"] },
    { afterSeconds: 0, kind: "sms", who: ["Ana Gruber"] },
    { afterSeconds: 120, kind: "voice", who: ["Ana Gruber"] },
    { afterSeconds: 300, kind: "chat", who: ["#ops"] },
    { afterSeconds: 900, kind: "everyone", who: ["Ana Gruber", "Ben Okafor"] },
  ],
  ...over,
});

/** Not covered: one fault of each weight, in the order in which the API lists them. */
export const coverage = (over: Partial<CoverageView> = {}): CoverageView => ({
  now: ago(0),
  score: 40,
  covered: false,
  sentence: "Tonight 23:00–08:00: Ana Gruber is on call.",
  items: [
    {
      rule: "push only",
      severity: "critical",
      sentence: "Ben Okafor has no phone: push and e-mail wake nobody.",
      fix: { path: "contacts", label: "Add a phone" },
    },
    {
      rule: "no backup",
      severity: "major",
      sentence: "There is no backup human.",
      fix: { path: "on-call", label: "Name one" },
    },
    {
      rule: "no assertion",
      severity: "minor",
      sentence: "“checkout API” is watched by its status alone.",
      fix: { path: "monitors/mon_shop", label: "Say what must be on it" },
    },
  ],
  ...over,
});

/** Nothing to mend. */
export const covered = (): CoverageView => coverage({ score: 100, covered: true, items: [] });
