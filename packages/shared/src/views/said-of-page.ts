import { ACK_EXPIRES, SLEEPERS_JOIN } from "../paging/ladder.ts";
import { duration } from "../paging/message-time.ts";
import type { EventOf, TeamEvent } from "../team/events.ts";
import type { Via } from "../team/rpc.ts";
import type { TeamState } from "../team/state.ts";
import { timeText } from "./clock.ts";
import type { Said } from "./said.ts";
import { counted, nameOf, namesOf } from "./words.ts";
import { incidentOf } from "../team/incident-table.ts";

/** What came before in the same run of the ladder, which decides how the next step is told. */
export type Before = { step: "policy" | "team" | null; owner: string | null };

const WAY: Record<Via, string> = {
  app: "in the dashboard",
  sms: "by SMS",
  voice: "by phone key",
  push: "from the notification",
  link: "by link",
};

/** What a timeline says of what its page did by itself; null for any other event. */
export function saidOfPage(state: TeamState, incident: string, event: TeamEvent, before: Before): Said | null {
  switch (event.kind) {
    case "page.joined":
      return event.data.incident === incident
        ? { kind: "joined", text: "It joins the page that rings already" }
        : {
            kind: "joined",
            text: `${incidentOf(state, event.data.incident)?.name ?? "Something else"} broke too and rings with this page`,
          };
    case "page.stepped":
      return saidOfStep(state, event, before);
    case "page.widened":
      return saidOfMore(state, event);
    case "page.gap":
      return { kind: "gap", text: "Nobody is on call for this step, so the next is asked at once" };
    case "page.backed":
      return { kind: "paged", text: "Nobody answers: the backup human is written to" };
    case "page.unreachable":
      return { kind: "unreachable", text: saidOfUnreachable(state, event.data.users) };
    case "page.skipped":
      return { kind: "skipped", text: `${counted(event.data.steps, "step")} passed while we were away` };
    case "page.nudged":
      return { kind: "nudged", text: `${nameOf(state, event.data.user)} is asked whether they are still on it` };
    case "page.exhausted":
      return {
        kind: "exhausted",
        text: "A day without an answer: everyone is told; it stays open, and everyone is asked once a day",
      };
    case "page.restarted":
      return saidOfRestart(state, event, before);
    default:
      return saidOfPerson(state, event);
  }
}

function saidOfStep(state: TeamState, { data: { step } }: EventOf<"page.stepped">, before: Before): Said | null {
  if (step.users.length === 0) return null;
  if (step.kind === "team") {
    const after = {
      policy: "Nobody answered: everyone is being paged",
      team: "Still no answer: everyone is being paged again",
    };
    return { kind: "paged", text: before.step === null ? "Everyone is being paged" : after[before.step] };
  }
  const asleep = step.sleepers?.users ?? [];
  const later =
    asleep.length === 0
      ? ""
      : `; ${namesOf(state, asleep)} ${asleep.length === 1 ? "is" : "are"} asleep and follow${asleep.length === 1 ? "s" : ""} in ${duration(SLEEPERS_JOIN)}`;
  const how = before.step === null ? "Paging" : "Nobody answered: paging";
  return { kind: "paged", text: `${how} ${namesOf(state, step.users)}${later}` };
}

function saidOfMore(state: TeamState, { data: { why, users, sends } }: EventOf<"page.widened">): Said | null {
  const names = namesOf(state, users);
  if (why === "hand-over")
    return users.length === 0 ? null : { kind: "paged", text: `Hand-over on the rota: paging ${names} too` };
  if (why === "joined")
    return users.length === 0 ? null : { kind: "paged", text: `Paging ${names} too, who can be reached now` };
  if (why === "sleepers") return { kind: "paged", text: `Waking ${names}` };
  const [call] = sends;
  return why === "fail-over" && call
    ? { kind: "paged", who: call.user, text: `Calling ${nameOf(state, call.user)} now` }
    : null;
}

function saidOfUnreachable(state: TeamState, users: string[]): string {
  if (users.length === 0) return "There is nobody in the team to page";
  return `${namesOf(state, users)} cannot be reached: no verified contact works`;
}

function saidOfRestart(state: TeamState, { data: { why, by, to } }: EventOf<"page.restarted">, before: Before): Said {
  const who = by === null ? "somebody" : nameOf(state, by);
  const person = by === null ? {} : { who: by };
  switch (why) {
    case "unacked":
      return {
        kind: "unacked",
        text: `No sign of life from ${before.owner === null ? "its owner" : nameOf(state, before.owner)} for ${duration(ACK_EXPIRES)}: nobody has it any more`,
      };
    case "escalated":
      return { kind: "escalated", ...person, text: `${who} called everyone` };
    case "assigned":
      return {
        kind: "assigned",
        ...person,
        text: `${who} asked ${to === null ? "somebody" : nameOf(state, to)} to take it`,
      };
    case "worsened":
      return { kind: "escalated", text: "It got worse: people are asked from step 1 again" };
    case "snooze ended":
      return { kind: "unsnoozed", text: "The snooze is over and it is still down" };
  }
}

function saidOfPerson(state: TeamState, event: TeamEvent): Said | null {
  switch (event.kind) {
    case "page.acked":
      return {
        kind: "acked",
        who: event.data.user,
        via: event.data.via,
        text: `${nameOf(state, event.data.user)} acknowledged ${WAY[event.data.via]}`,
      };
    case "page.confirmed":
      return {
        kind: "confirmed",
        who: event.data.user,
        via: event.data.via,
        text: `${nameOf(state, event.data.user)} is still on it`,
      };
    case "page.answered":
      return {
        kind: "answered",
        who: event.data.user,
        via: event.data.via,
        text: `${nameOf(state, event.data.user)} answered ${WAY[event.data.via]} and was told: ${event.data.text}`,
      };
    case "page.snoozed":
      return {
        kind: "snoozed",
        who: event.data.user,
        text: `${nameOf(state, event.data.user)} snoozed it until ${timeText(state, event.data.until, event.at)}`,
      };
    case "page.noted":
      return { kind: "noted", who: event.data.user, text: `${nameOf(state, event.data.user)}: ${event.data.text}` };
    default:
      return null;
  }
}
