import type { CoverageItem, CoverageView } from "@nightbell/shared/views/on-call-views";
import { Page } from "../../../ui/page.tsx";
import { PlainButton } from "../../../ui/plain-link.tsx";
import { Section } from "../../../ui/section.tsx";
import { StateMark } from "../../../ui/state-mark.tsx";
import { groupsOf, type Severity, verdictMark } from "../model/words.ts";
import classes from "./coverage.module.css";

/** Would somebody be woken? The score, and what to mend, worst first; each item has the one button that mends it. */
export function CoveragePage({ team, coverage }: { team: string; coverage: CoverageView }) {
  const groups = groupsOf(coverage.items);
  return (
    <Page title="Am I covered?" mark={<Verdict coverage={coverage} />} lead={coverage.sentence}>
      {groups.length === 0 ? <Section>Nothing to mend.</Section> : null}
      {groups.map(({ severity, title, items }) => (
        <Section key={severity} title={title} tone={TONES[severity]} aside={<Weight severity={severity} />} flush>
          <ul className={classes.items} aria-label={title}>
            {items.map((item) => (
              <Item key={`${item.rule} ${item.sentence}`} team={team} item={item} />
            ))}
          </ul>
        </Section>
      ))}
    </Page>
  );
}

const TONES = { critical: "down", major: "late", minor: "plain" } as const satisfies Record<Severity, string>;
/** What a broken rule takes from the score. Spec "product" §2.9. */
const WEIGHTS: Record<Severity, string> = {
  critical: "40 points each",
  major: "15 points each",
  minor: "5 points each",
};

function Weight({ severity }: { severity: Severity }) {
  return <span className={classes.weight}>{WEIGHTS[severity]}</span>;
}

function Verdict({ coverage }: { coverage: CoverageView }) {
  return (
    <span className={classes.verdict}>
      <StateMark mark={verdictMark(coverage)} />
      <strong className={classes.score}>{coverage.score} of 100</strong>
    </span>
  );
}

function Item({ team, item: { sentence, fix } }: { team: string; item: CoverageItem }) {
  return (
    <li className={classes.item}>
      <span className={classes.sentence}>{sentence}</span>
      <PlainButton href={`/t/${team}/${fix.path}`} row>
        {fix.label}
      </PlainButton>
    </li>
  );
}
