import fc from "fast-check";
import { REGIONS, type CloudRegion, type Region } from "../../check/region.ts";
import { PING_ACTIONS, type PingAction } from "../../heartbeat/ping.ts";
import { HOUR, MINUTE, SECOND } from "../../time.ts";
import type { PersonalChannel } from "../config.ts";
import type { HumanAct, Via } from "../rpc.ts";
import { BEGINNING, configOf, MEMBERS, POLICIES, ROTAS, type Setting } from "./random-config.ts";
import { API, BACKUP, memberNamed, MINUTELY, NIGHT } from "./team-config.ts";
import { TeamWorld, type Answer, type Carrier } from "./team-world.ts";
import { incidentsInOrder } from "../incident-table.ts";

/** Random lives of a team, for properties that hold in all of them. */

const USERS = ["ana", "ben", "cem"] as const;
type User = (typeof USERS)[number] | "stranger";

export type Move =
  | { kind: "pass" | "outage"; ms: number }
  | { kind: "fail" | "recover"; name: string; late: number }
  | { kind: "ping"; pingId: string; action: PingAction; exitCode: number | null }
  | { kind: "act"; pick: number; user: User; via: Via; act: HumanAct }
  | { kind: "carrier"; user: User; channel: PersonalChannel; carrier: Carrier }
  | { kind: "receipt"; pick: number; status: string; errorCode: number | null }
  | { kind: "shown" | "withdrawn"; pick: number }
  | { kind: "stop" | "start"; user: User }
  | { kind: "check"; answers: Record<CloudRegion, Answer> }
  | { kind: "checks"; answers: Record<CloudRegion, Answer>; ms: number }
  | { kind: "sight"; region: CloudRegion; sighted: boolean; why: "controls" | "operator" }
  | { kind: "pause" | "resume"; what: "heartbeat" | "monitor"; id: string; ms: number | null }
  | { kind: "check now" }
  | { kind: "drop region"; region: CloudRegion }
  | { kind: "page anyway" | "resolve incident"; pick: number }
  | ({ kind: "configure" } & Setting);

const user = fc.constantFrom<User>(...USERS, ...USERS, "stranger");
const pick = fc.nat({ max: 99 });
const act: fc.Arbitrary<HumanAct> = fc.oneof(
  { arbitrary: fc.constant({ kind: "ack" as const }), weight: 4 },
  fc.constant({ kind: "escalate" as const }),
  fc.constant({ kind: "resolve" as const }),
  fc.record({ kind: fc.constant("snooze" as const), seconds: fc.constantFrom(60, 3_600, 200_000) }),
  fc.record({ kind: fc.constant("assign" as const), user }),
  fc.constant({ kind: "note" as const, text: "looking at it" }),
);
const answer: fc.Arbitrary<Answer> = fc.constantFrom<Answer>(
  { result: "pass" },
  { result: "pass", slow: true },
  { result: "fail" },
  { result: "fail" },
  { result: "void" },
  { result: "void", blind: true },
);
const watched = fc.constantFrom(
  { what: "heartbeat" as const, id: BACKUP.id },
  { what: "heartbeat" as const, id: MINUTELY.id },
  { what: "monitor" as const, id: API.id },
);

const move: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("pass" as const),
      ms: fc.constantFrom(0, SECOND, 20 * SECOND, 20 * SECOND, MINUTE, 2 * MINUTE, 4 * MINUTE, 12 * MINUTE),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("pass" as const), ms: fc.constant(31 * MINUTE) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("outage" as const),
      ms: fc.constantFrom(MINUTE, 5 * MINUTE, HOUR, 30 * HOUR),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      kind: fc.constantFrom("fail" as const, "recover" as const),
      name: fc.constantFrom("A", "A", "B", "C"),
      late: fc.constantFrom(0, 0, 90 * SECOND),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("ping" as const),
      pingId: fc.constantFrom(BACKUP.pingId, MINUTELY.pingId),
      action: fc.constantFrom(...PING_ACTIONS),
      exitCode: fc.constantFrom(null, 7),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("act" as const),
      pick,
      user,
      via: fc.constantFrom<Via>("app", "sms", "voice", "push", "link"),
      act,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("carrier" as const),
      user,
      channel: fc.constantFrom<PersonalChannel>("push", "sms", "voice"),
      carrier: fc.constantFrom<Carrier>("delivers", "takes", "refuses", "fails", "gone", "undelivered", "mute"),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("receipt" as const),
      pick,
      status: fc.constantFrom(
        "queued",
        "sent",
        "delivered",
        "undelivered",
        "ringing",
        "in-progress",
        "completed",
        "busy",
        "nonsense",
      ),
      errorCode: fc.constantFrom(null, null, 30_005, 21_211),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("shown" as const, "withdrawn" as const), pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("stop" as const, "start" as const), user }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("check" as const),
      answers: fc.record({ weur: answer, enam: answer, apac: answer }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("sight" as const),
      region: fc.constantFrom(...REGIONS),
      sighted: fc.boolean(),
      why: fc.constantFrom("controls" as const, "controls" as const, "operator" as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("checks" as const),
      answers: fc.record({ weur: answer, enam: answer, apac: answer }),
      ms: fc.constantFrom(MINUTE, 5 * MINUTE, 12 * MINUTE),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.constant({ kind: "check now" as const }),
      fc.record({ kind: fc.constant("drop region" as const), region: fc.constantFrom(...REGIONS) }),
      fc.record({ kind: fc.constantFrom("page anyway" as const, "resolve incident" as const), pick }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(watched, fc.constantFrom("pause" as const, "resume" as const), fc.constantFrom(null, 5 * MINUTE))
      .map(([of, kind, ms]) => ({ kind, ms, ...of })),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("configure" as const),
      members: fc.constantFrom(...Object.keys(MEMBERS)),
      rota: fc.constantFrom(...Object.keys(ROTAS)),
      policy: fc.constantFrom(...Object.keys(POLICIES)),
      backup: fc.boolean(),
      watch: fc.nat({ max: 2 }),
      maintenance: fc.nat({ max: 3 }),
      edit: fc.nat({ max: 1 }),
    }),
  },
);

/** Up to 45 things that happen to a team, one after the other. */
export const life: fc.Arbitrary<Move[]> = fc.array(move, { minLength: 5, maxLength: 45, size: "max" });

/** The team all lives begin with: three people, one of them asleep, no rota. */
export const newWorld = (): TeamWorld => new TeamWorld(configOf(BEGINNING, 1, NIGHT), NIGHT);

const oneOf = <T>(list: T[], index: number): T | undefined => list[index % Math.max(1, list.length)];

/** Lets one thing happen to a team. */
export function play(world: TeamWorld, step: Move): void {
  switch (step.kind) {
    case "pass":
      return world.pass(step.ms);
    case "outage":
      return world.outage(step.ms);
    case "fail":
      return world.fail(step.name, { at: world.now - step.late, startedAt: world.now - step.late });
    case "recover":
      return world.recover(step.name);
    case "ping":
      return world.ping(step.pingId, step.action, step.exitCode === null ? {} : { exitCode: step.exitCode });
    case "act":
      return world.act(
        step.user,
        step.act,
        step.via,
        oneOf(Object.keys(world.state.pages).toReversed(), step.pick % 3) ?? "",
      );
    case "carrier":
      return void world.carriers.set(`${step.user}:${step.channel}`, step.carrier);
    case "stop":
    case "start":
      return void world.do({
        kind: "opted",
        number: memberNamed(step.user).contacts.at(-1)?.address ?? "",
        out: step.kind === "stop",
      });
    case "check":
      return world.check(answersOf(step.answers));
    case "checks":
      return world.passChecking(step.ms, answersOf(step.answers));
    case "sight":
      return void world.do({ kind: "sight", region: step.region, sighted: step.sighted, why: step.why });
    case "pause":
      return void world.do({ ...step, by: "ana", until: step.ms === null ? null : world.now + step.ms });
    case "resume":
      return void world.do({ kind: "resume", what: step.what, id: step.id, by: "ana" });
    case "check now":
      return void world.do({ kind: "check now", monitor: API.id });
    case "drop region":
      return void world.do({ kind: "drop region", monitor: API.id, region: step.region });
    case "page anyway":
    case "resolve incident":
      return onIncident(world, step);
    case "configure":
      return void world.do({
        kind: "configure",
        config: configOf(step, (world.state.config?.version ?? 0) + 1, world.now),
      });
    default:
      return onSend(world, step);
  }
}

/** Any other region than ours passes. */
const answersOf =
  (answers: Partial<Record<Region, Answer>>) =>
  ({ region }: { region: Region }): Answer =>
    answers[region] ?? { result: "pass" };

/** A low incident, as people see it in their list. */
function onIncident(world: TeamWorld, step: Extract<Move, { kind: "page anyway" | "resolve incident" }>): void {
  const low = incidentsInOrder(world.state).filter(({ state, page }) => state === "open" && page === null);
  const incident = oneOf(low, step.pick);
  if (incident) world.do({ kind: step.kind, incident: incident.id, by: "ana" });
}

function onSend(world: TeamWorld, step: Extract<Move, { kind: "receipt" | "shown" | "withdrawn" }>): void {
  const sent = world.sends(({ claimedAt }) => claimedAt !== null);
  const send = oneOf(sent.toReversed(), step.pick % 8);
  if (!send) return;
  if (step.kind === "receipt") return world.receipt(send.id, step.status, step.errorCode);
  world.do({ kind: step.kind, send: send.id });
}
