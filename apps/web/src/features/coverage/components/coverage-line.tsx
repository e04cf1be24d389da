import type { CoverageView } from "@nightbell/shared/views/on-call-views";
import { Link } from "@tanstack/react-router";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { StateMark } from "../../../ui/state-mark.tsx";
import { openWords, verdictMark } from "../model/words.ts";
import classes from "./coverage.module.css";

/** On the overview: the verdict, the score, and how much there is to mend. */
export function CoverageLine({ team, coverage }: { team: string; coverage: CoverageView }) {
  return (
    <Section>
      <p className={classes.line}>
        <StateMark mark={verdictMark(coverage)} />
        <strong className={classes.score}>{coverage.score} of 100</strong>
        <span className={stack.soft}>{openWords(coverage.items)}</span>
        <Link to="/t/$team/coverage" params={{ team }}>
          Am I covered?
        </Link>
      </p>
    </Section>
  );
}
