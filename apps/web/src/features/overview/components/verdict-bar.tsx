import type { Overview } from "@nightbell/shared/views/views";
import type { Mark } from "../../../ui/mark.ts";
import { Shape } from "../../../ui/state-mark.tsx";
import classes from "./verdict-bar.module.css";

const MARKS: Record<Overview["verdict"]["state"], Mark> = {
  fine: { shape: "disc", tone: "up", word: "fine" },
  attention: { shape: "half", tone: "late", word: "needs attention" },
  down: { shape: "square", tone: "down", word: "down" },
};

/** The one sentence of the day, and who is on call. */
export function VerdictBar({ overview }: { overview: Overview }) {
  const { verdict, onCall } = overview;
  return (
    <header className={classes.bar} data-state={verdict.state}>
      <span className={classes.mark}>
        <Shape mark={MARKS[verdict.state]} size={26} />
      </span>
      <div className={classes.words}>
        <h1 className={classes.sentence}>{verdict.sentence}</h1>
        <p className={classes.chip}>
          <span className={classes.label}>On call</span> {onCall.sentence}
        </p>
      </div>
    </header>
  );
}
