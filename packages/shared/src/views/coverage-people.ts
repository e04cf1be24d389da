import { canReply, parseNumber } from "../oncall/phone-number.ts";
import { onCallAt } from "../oncall/resolve.ts";
import { everyone, isReachable, isUsable } from "../paging/reach.ts";
import type { Contact } from "../team/config.ts";
import type { TeamState } from "../team/state.ts";
import type { Instant } from "../time.ts";
import { scanOf } from "./calendar.ts";
import { canBeWoken, liveRotas, membersOf, readerZone } from "./on-call-people.ts";
import type { CoverageItem } from "./on-call-views.ts";
import { listed } from "../list-words.ts";
import { nameOf, namesOf } from "./words.ts";

/** What is wrong with who is on call, and with how they are reached. */

const ON_CALL = { path: "on-call", label: "Open the calendar" };
const CONTACTS = { path: "contacts", label: "Open contacts" };
const MEMBERS = { path: "members", label: "Open members" };

/** Everybody has their own contacts, and sees no one else's. */
const mending = (user: string, reader: string) => (user === reader ? CONTACTS : MEMBERS);

/** @param reader a user, in whose zone the sentences tell times */
export function peopleItems(state: TeamState, reader: string, now: Instant): CoverageItem[] {
  return [
    ...nobodyOnCall(state, now),
    ...unreachable(state, now),
    ...brokenContacts(state, reader, now),
    ...scanned(state, readerZone(state, reader), now),
    ...alone(state),
    ...noBackup(state),
    ...noReply(state, reader),
  ];
}

const nobodyOnCall = (state: TeamState, now: Instant): CoverageItem[] =>
  liveRotas(state)
    .filter((rota) => onCallAt(rota, now).length === 0)
    .map(({ name }) => ({
      rule: "nobody on call",
      severity: "critical",
      sentence: `Nobody is on call now for ${name}. Pages go to the whole team.`,
      fix: ON_CALL,
    }));

/** Whom the first rota has on call; everyone where there is none, or nobody is. */
function askedNow(state: TeamState, now: Instant): string[] {
  const [first] = liveRotas(state);
  const users = first === undefined ? [] : onCallAt(first, now);
  return users.length === 0 ? everyone(state) : users;
}

function unreachable(state: TeamState, now: Instant): CoverageItem[] {
  const everybody = everyone(state);
  if (!everybody.some((user) => isReachable(state, user)))
    return [
      {
        rule: "nobody reachable",
        severity: "critical",
        sentence: "Nobody can be reached at all. Verify a phone number, and we can text and call you.",
        fix: CONTACTS,
      },
    ];
  const asked = askedNow(state, now);
  if (asked.some((user) => canBeWoken(state, user))) return [];
  return [
    {
      rule: "only push or e-mail",
      severity: "critical",
      sentence: `${namesOf(state, asked)} can be reached by push or e-mail only, which wake nobody. Verify a phone number.`,
      fix: CONTACTS,
    },
  ];
}

const WAY: Record<Contact["kind"], string> = { sms: "SMS", voice: "calls", webpush: "push", email: "e-mail" };

/** Of whoever is asked now. */
const brokenContacts = (state: TeamState, reader: string, now: Instant): CoverageItem[] =>
  membersOf(state)
    .filter(({ id }) => askedNow(state, now).includes(id))
    .flatMap(({ id: user, name, contacts }) => {
      const broken = contacts.filter(({ id }) => state.disabled[id] !== undefined);
      if (broken.length === 0) return [];
      const ways = listed([...new Set(broken.map(({ kind }) => WAY[kind]))]);
      return [
        {
          rule: "contact not delivering",
          severity: "critical",
          sentence: `${name} is asked first, and ${ways} to them ${broken.length > 1 ? "do" : "does"} not arrive.`,
          fix: mending(user, reader),
        } as const,
      ];
    });

const SCANNED = {
  gap: "gap",
  "dst gap": "gap",
  asleep: "night covered by sleepers",
  unproven: "no proven channel",
} as const;

/** What the calendar says too; that there is one person only is said below, also where there is no rota. */
const scanned = (state: TeamState, zone: string, now: Instant): CoverageItem[] =>
  scanOf(state, zone, now).findings.flatMap(({ kind, sentence }) =>
    kind === "one person" ? [] : [{ rule: SCANNED[kind], severity: "major" as const, sentence, fix: ON_CALL }],
  );

function alone(state: TeamState): CoverageItem[] {
  const [only, second] = everyone(state).filter((user) => canBeWoken(state, user));
  if (only === undefined || second !== undefined) return [];
  return [
    {
      rule: "one reachable person",
      severity: "major",
      sentence: `Only ${nameOf(state, only)} can be woken. If they sleep through it, nobody answers.`,
      fix: MEMBERS,
    },
  ];
}

function noBackup(state: TeamState): CoverageItem[] {
  const backup = state.config?.backup ?? null;
  if (backup !== null && backup.verifiedAt !== null) return [];
  const sentence =
    backup === null
      ? "No backup hears when nobody in the team answers."
      : `${backup.name} has not agreed yet to be the backup: enter the code that they were sent.`;
  return [{ rule: "no backup", severity: "major", sentence, fix: { path: "on-call", label: "Name a backup" } }];
}

/** People whose networks carry no answers by SMS. */
const noReply = (state: TeamState, reader: string): CoverageItem[] =>
  membersOf(state)
    .filter(({ contacts }) =>
      contacts.some((one) => one.kind === "sms" && isUsable(state, one) && !canReply(parseNumber(one.address).country)),
    )
    .map(({ id, name }) => ({
      rule: "no replies",
      severity: "major",
      sentence: `${name} cannot answer by SMS: their country's networks carry no replies. They answer by a call, push or the link.`,
      fix: mending(id, reader),
    }));
