import type { TeamEvent } from "@nightbell/shared/team/events";

/** What the log says that became of each thing, in order: events by what they are about, without numbers and times. */
export type Story = Record<string, string[]>;

/** How it was brought about: attempts, and when. An ack whose answer was lost is given again, which confirms it. */
const HOW: readonly TeamEvent["kind"][] = ["alarm.repaired", "send.deferred", "send.retried", "page.confirmed"];
const MAKING: readonly TeamEvent["kind"][] = ["team.created", "config.changed"];

const ANSWERED = "send.accepted" satisfies TeamEvent["kind"];

/** How far a carrier says it has come is no change until it is there. */
const isOnItsWay = (event: TeamEvent): boolean => event.kind === "send.progressed" && event.data.state === "accepted";

type Row = Pick<TeamEvent, "kind" | "subject"> & { data: string };

/** Reads a team's log. `repairs`: how often a lost alarm was found. */
export function storyOf(sql: SqlStorage): { story: Story; repairs: number } {
  const rows = sql.exec<Row>("SELECT kind, subject, data FROM event ORDER BY seq").toArray();
  const events = rows.map((row) => ({ ...row, data: JSON.parse(row.data) as unknown }) as TeamEvent);
  const story: Story = {};
  const sends: string[] = [];
  for (const event of events) {
    if ("sends" in event.data)
      sends.push(...event.data.sends.map(({ channel, user, about }) => `${channel} ${user} ${about}`));
    if (HOW.includes(event.kind) || MAKING.includes(event.kind) || isOnItsWay(event)) continue;
    const [, number] = /^snd_(\d+)$/.exec(event.subject) ?? [];
    const about = number === undefined ? event.subject : (sends[Number(number) - 1] ?? event.subject);
    const line = lineOf(event);
    // Whose SMS is found missing first is no matter of the page.
    const told = (story[event.kind === "page.widened" ? `${about} ${line}` : about] ??= []);
    // A receipt says more than the answer to the request, which a crash may have lost.
    if (event.kind === "send.progressed" && told.at(-1) === ANSWERED) told.pop();
    // A claim whose outcome was lost is made again.
    if (event.kind !== "send.claimed" || told.at(-1) !== line) told.push(line);
  }
  return { story, repairs: events.filter(({ kind }) => kind === "alarm.repaired").length };
}

function lineOf(event: TeamEvent): string {
  switch (event.kind) {
    case "send.claimed":
      return `claimed, ${event.data.incidents} incidents`;
    case "send.progressed":
      return event.data.state;
    case "page.stepped":
      return `asks ${event.data.step.users.join(", ")} ${event.data.step.rooms.join(", ")}`;
    case "page.widened":
      return `${event.data.why}: ${event.data.sends.map(({ channel, user }) => `${channel} ${user}`).join(", ")}`;
    case "page.acked":
      return `acked by ${event.data.user}, told ${event.data.told.join(", ")}`;
    default:
      return event.kind;
  }
}
