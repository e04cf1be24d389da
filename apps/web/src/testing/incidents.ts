import type { IncidentDetail, IncidentView, Overview, SendView } from "@nightbell/shared/views/views";
import { ago, ana, ben, clock, TEAM } from "./now.ts";
import { heartbeat } from "./heartbeats.ts";
import { downMonitor, monitor } from "./watched.ts";

export const incident = (over: Partial<IncidentView> = {}): IncidentView => ({
  id: "inc_shop",
  title: "checkout API is down",
  source: { kind: "monitor", id: "mon_shop", name: "checkout API" },
  kind: "down",
  urgency: "high",
  state: "open",
  paging: "firing",
  startedAt: ago(3.4),
  openedAt: ago(3.1),
  resolvedAt: null,
  owner: null,
  ackedAt: null,
  sentence: "Nobody has it yet · everyone is called at 4:00",
  ...over,
});

export const ackedIncident = (): IncidentView =>
  incident({ paging: "acked", owner: ben, ackedAt: ago(1), sentence: "Ben Okafor has it since 03:35" });

export const send = (over: Partial<SendView> = {}): SendView => ({
  id: "snd_1",
  person: ana,
  to: ana.name,
  channel: "push",
  via: "webpush",
  due: ago(3),
  state: "delivered",
  at: ago(2.9),
  error: null,
  ...over,
});

/** A post in a room, which belongs to nobody. */
export const post = (over: Partial<SendView> = {}): SendView =>
  send({ id: "snd_8", person: null, to: "#ops", channel: "chat", via: "chat", ...over });

export const incidentDetail = (over: Partial<IncidentDetail> = {}): IncidentDetail => ({
  ...incident(),
  clock,
  steps: [
    {
      label: "Step 1",
      startedAt: ago(3.1),
      sends: [
        send(),
        send({ id: "snd_2", channel: "sms", via: "sms", state: "delivered", at: ago(2.8) }),
        send({ id: "snd_3", channel: "voice", via: "voice", due: ago(1.1), at: ago(0.9), state: "answered, no key" }),
        send({ id: "snd_4", channel: "voice", via: "voice", due: ago(0.1), at: null, state: "sending" }),
        send({ id: "snd_5", person: ben, to: ben.name, state: "opened" }),
        send({
          id: "snd_6",
          person: ben,
          to: ben.name,
          channel: "sms",
          via: "sms",
          state: "failed",
          error: "the number is not reachable",
        }),
        send({
          id: "snd_7",
          person: ben,
          to: ben.name,
          channel: "voice",
          via: "voice",
          due: ago(1.8),
          at: ago(1.8),
          state: "with the carrier",
        }),
      ],
    },
  ],
  next: { at: ago(-0.9), text: "everyone (push + SMS, then call)" },
  joined: [],
  policy: "Weekdays first",
  running: [],
  evidence: "HTTP/1.1 503 Service Unavailable\n\n<h1>You are likely to be eaten by a grue.</h1>",
  timeline: [
    {
      seq: 1,
      at: ago(3.4),
      kind: "failing",
      who: null,
      via: null,
      text: "First failed check, from Western Europe: status 503.",
    },
    {
      seq: 2,
      at: ago(3.1),
      kind: "opened",
      who: null,
      via: null,
      text: "Confirmed from Eastern North America. Incident opened.",
    },
    { seq: 3, at: ago(3.1), kind: "paged", who: ana, via: null, text: "Notification and SMS to Ana Gruber." },
    { seq: 4, at: ago(2.8), kind: "delivered", who: ana, via: null, text: "SMS to Ana Gruber was delivered." },
    {
      seq: 5,
      at: ago(2.2),
      kind: "failed",
      who: ben,
      via: null,
      text: "SMS to Ben Okafor failed: the number is not reachable. Calling instead.",
    },
    {
      seq: 6,
      at: ago(0.5),
      kind: "noted",
      who: ben,
      via: "app",
      text: "Looks like the deploy of 03:20. Rolling back.",
    },
  ],
  ...over,
});

export const overview = (over: Partial<Overview> = {}): Overview => ({
  team: { id: TEAM, name: "Dynasheets" },
  clock,
  recordDown: false,
  verdict: { state: "fine", sentence: "Everything is fine. Everyone is on call." },
  onCall: { everyone: true, people: [ana, ben], sentence: "Everybody, always: Ana Gruber and Ben Okafor." },
  attention: [],
  incidents: [],
  heartbeats: [
    heartbeat(),
    heartbeat({
      id: "hb_rota",
      name: "rotate logs",
      slug: "rotate-logs",
      tags: [],
      status: "late",
      schedule: { kind: "period", seconds: 3600 },
      sentence: "Late by 3 min. We wait until 03:41.",
      lastPing: ago(63),
    }),
  ],
  monitors: [monitor()],
  ...over,
});

export const downOverview = (): Overview =>
  overview({
    verdict: {
      state: "down",
      sentence: "1 thing is down. Ana and Ben were called 1 min ago and have not answered. Everyone is next, in 54 s.",
    },
    incidents: [incident(), ackedIncident()].map((each, i) =>
      i === 0
        ? each
        : {
            ...each,
            id: "inc_2",
            title: "nightly backup is missing",
            source: { kind: "heartbeat", id: "hb_backup", name: "nightly backup" },
          },
    ),
    attention: [
      { kind: "one_phone", text: "Ben Okafor’s number refuses texts.", link: "/t/team_1/members" },
      { kind: "never", text: "“rotate logs” has never been pinged.", link: "/t/team_1/heartbeats/hb_rota" },
    ],
    monitors: [downMonitor()],
  });
