import type { GuardEntryView } from "@nightbell/shared/views/guard-views";
import stack from "../../../ui/stack.module.css";
import { StateMark } from "../../../ui/state-mark.tsx";
import { When } from "../../../ui/when.tsx";
import { entryMark, reasonsText } from "../model/words.ts";
import classes from "./guards.module.css";

/** What a guard decided lately, newest first, and why. */
export function Decisions({ entries }: { entries: readonly GuardEntryView[] }) {
  if (entries.length === 0) return <p className={stack.soft}>Nobody has asked yet.</p>;
  return (
    <ul className={classes.entries}>
      {entries.map((entry) => (
        <li key={`${entry.at} ${entry.rid}`} className={classes.entry}>
          <StateMark mark={entryMark(entry)} />
          <span className={classes.words}>
            {entry.decision === "go" ? `run ${entry.rid}` : reasonsText(entry)}
            <span className={stack.soft}>
              <When at={entry.at} />
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
