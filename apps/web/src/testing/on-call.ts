import type { Override, Rota } from "@nightbell/shared/oncall/rota";
import type { CalendarView, FeedView, OnCallView, RotaView } from "@nightbell/shared/views/on-call-views";
import { ago, ana, ben, NOW } from "./now.ts";

/** A team of two that takes weekly turns, Mondays at 09:00 in Vienna: this week is Ana's. */

const at = (text: string): number => Date.parse(text);
const MADE = { createdAt: NOW - 1_000, actor: ana.id };

export const people = (): OnCallView["people"] => [
  {
    ...ana,
    zone: "Europe/Vienna",
    quiet: { from: "22:30", to: "07:00" },
    badSignal: false,
    reachable: true,
    wakes: true,
  },
  { ...ben, zone: "Africa/Lagos", quiet: null, badSignal: false, reachable: true, wakes: false },
];

/** Ben covers for Ana on Thursday evening, and is away on the morning of 5 December, which leaves a gap. */
export const overrides = (): Override[] => [
  {
    id: "ovr_cover",
    kind: "cover",
    for: ana.id,
    by: ben.id,
    from: at("2026-11-26T17:00Z"),
    until: at("2026-11-26T21:00Z"),
    reason: "concert",
    ...MADE,
  },
  {
    id: "ovr_away",
    kind: "away",
    user: ben.id,
    from: at("2026-12-05T01:00Z"),
    until: at("2026-12-05T08:00Z"),
    reason: "",
    ...MADE,
  },
];

export const rota = (over: Partial<Rota> = {}): Rota => ({
  id: "sch_week",
  name: "Primary",
  zone: "Europe/Vienna",
  layers: [
    {
      id: "layer-1",
      name: "Everyday",
      zone: null,
      windows: [],
      versions: [
        {
          from: null,
          zone: null,
          anchor: "2026-11-09T09:00",
          unit: "week",
          every: 1,
          slots: [[ana.id], [ben.id]],
          windows: null,
          until: null,
        },
      ],
    },
  ],
  overrides: overrides(),
  ...over,
});

export const rotaView = (over: Partial<RotaView> = {}): RotaView => ({
  settings: rota(),
  now: [ana.id],
  until: "2026-11-30T08:00:00.000Z",
  next: { from: "2026-11-30T08:00:00.000Z", until: "2026-12-07T08:00:00.000Z", users: [ben.id] },
  sentence: "Ana is on call until 30 Nov 09:00.",
  ...over,
});

export const onCall = (over: Partial<OnCallView> = {}): OnCallView => ({
  now: ago(0),
  zone: "Europe/Vienna",
  me: ana.id,
  sentence: "Ana is on call until 30 Nov 09:00.",
  people: people(),
  rotas: [rotaView()],
  backup: { name: "Carl", phone: "•••• 67", verified: true },
  mine: [
    { rota: "sch_week", from: "2026-11-23T08:00:00.000Z", until: "2026-11-26T17:00:00.000Z" },
    { rota: "sch_week", from: "2026-12-07T08:00:00.000Z", until: "2026-12-14T08:00:00.000Z" },
  ],
  ...over,
});

/** Before anybody takes turns. */
export const everybody = (): OnCallView =>
  onCall({ sentence: "Everyone is on call.", rotas: [], backup: null, mine: [] });

/** On the first day. */
export const alone = (): OnCallView => ({
  ...everybody(),
  people: people().slice(0, 1),
});

const shift = (from: string, until: string, ...users: string[]) => ({
  from: `2026-${from}:00.000Z`,
  until: `2026-${until}:00.000Z`,
  users,
});

export const calendar = (over: Partial<CalendarView["rotas"][number]> = {}): CalendarView => ({
  now: ago(0),
  from: "2026-11-21T00:00:00.000Z",
  until: "2026-12-09T00:00:00.000Z",
  rotas: [
    {
      id: "sch_week",
      name: "Primary",
      zone: "Europe/Vienna",
      final: [
        shift("11-21T00:00", "11-23T08:00", ben.id),
        shift("11-23T08:00", "11-26T17:00", ana.id),
        shift("11-26T17:00", "11-26T21:00", ben.id),
        shift("11-26T21:00", "11-30T08:00", ana.id),
        shift("11-30T08:00", "12-05T01:00", ben.id),
        shift("12-05T01:00", "12-05T08:00"),
        shift("12-05T08:00", "12-07T08:00", ben.id),
        shift("12-07T08:00", "12-09T00:00", ana.id),
      ],
      layers: [
        {
          id: "layer-1",
          name: "Everyday",
          shifts: [
            shift("11-21T00:00", "11-23T08:00", ben.id),
            shift("11-23T08:00", "11-30T08:00", ana.id),
            shift("11-30T08:00", "12-07T08:00", ben.id),
            shift("12-07T08:00", "12-09T00:00", ana.id),
          ],
        },
      ],
      coveragePercent: 99.93,
      findings: [
        {
          kind: "asleep",
          rota: "sch_week",
          from: "2026-11-24T22:00:00.000Z",
          until: "2026-11-25T06:00:00.000Z",
          users: [ana.id],
          sentence: "Only sleepers have the night of Tue 24 Nov: Ana.",
        },
        {
          kind: "gap",
          rota: "sch_week",
          from: "2026-12-05T01:00:00.000Z",
          until: "2026-12-05T08:00:00.000Z",
          users: [],
          sentence: "Nobody is on call Sat 5 Dec 02:00–09:00. Pages go to the whole team.",
        },
      ],
      ...over,
    },
  ],
});

/** What a preview says: one gap. */
export const newGap = () => ({
  newGaps: [
    {
      from: "2026-11-28T01:00:00.000Z",
      until: "2026-11-28T08:00:00.000Z",
      sentence: "Nobody is on call Sat 28 Nov 02:00–09:00. Pages go to the whole team.",
    },
  ],
  final: [shift("11-24T02:36", "11-30T08:00", ana.id), shift("11-30T08:00", "12-07T08:00", ben.id)],
});
export const noNewGap = () => ({ ...newGap(), newGaps: [] });

export const feeds = (): FeedView[] => [{ id: "feed_1", whose: "all", createdAt: ago(9_000) }];
