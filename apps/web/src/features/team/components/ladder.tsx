import type { MemberView } from "@nightbell/shared/views/views";
import { Section } from "../../../ui/section.tsx";
import { StateMark } from "../../../ui/state-mark.tsx";
import { reachSentence, wakes } from "../model/members.ts";
import classes from "./members.module.css";
import ladder from "./ladder.module.css";

/** Seconds of the default ladder. Spec "oncall" §3, "Default policy". */
const RUNGS = [
  { at: "0:00", text: "Notification and SMS, to everybody at once" },
  { at: "2:00", text: "Call" },
  { at: "3:00", text: "Second call; a repeated call passes Do Not Disturb" },
  {
    at: "4:00",
    text: "Everyone again, then every 5 minutes for an hour, then every 15 minutes, until somebody answers",
  },
];

/** What happens when something breaks, and to whom. */
export function Ladder({ members }: { members: readonly MemberView[] }) {
  return (
    <>
      <Section title="When something breaks">
        <ol className={ladder.rungs}>
          {RUNGS.map((rung) => (
            <li key={rung.at} className={ladder.rung}>
              <span className={ladder.at}>{rung.at}</span>
              <span>{rung.text}</span>
            </li>
          ))}
        </ol>
      </Section>
      <Section title="Who is called" flush>
        <ul className={classes.list}>
          {members.map((member) => (
            <li key={member.id} className={classes.item}>
              <div className={classes.words}>
                <span className={classes.name}>{member.name}</span>
                <span className={classes.soft}>{reachSentence(member)}</span>
              </div>
              <StateMark
                mark={{
                  shape: wakes(member) ? "disc" : "square",
                  tone: wakes(member) ? "up" : "down",
                  word: wakes(member) ? "reachable" : "no phone",
                }}
              />
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
