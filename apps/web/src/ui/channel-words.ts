import type { NotifyChannelView } from "@nightbell/shared/views/on-call-channels";

/** What kind of channel it is: "e-mail to Ana", "Slack room". */
export function channelWords({ kind, person }: Pick<NotifyChannelView, "kind" | "person">): string {
  if (kind !== "email") return kind === "slack" ? "Slack room" : "Discord room";
  return person === null ? "e-mail" : `e-mail to ${person.name}`;
}
