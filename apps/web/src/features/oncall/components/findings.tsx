import type { CoverageFinding } from "@nightbell/shared/views/on-call-views";
import { Advanced } from "../../../ui/advanced.tsx";
import type { Mark } from "../../../ui/mark.ts";
import stack from "../../../ui/stack.module.css";
import { StateMark } from "../../../ui/state-mark.tsx";
import { coverageWords, findingMark } from "../model/words.ts";
import classes from "./oncall.module.css";

/** More than these are one click away. */
const SHOWN = 4;
const WHOLE: Mark = { shape: "disc", tone: "up", word: "no gap" };

type Props = { percent: number; findings: readonly CoverageFinding[] };

/** What the scan of the coming 400 days found, worst first, as sentences. */
export function Findings({ percent, findings }: Props) {
  const gap = ({ kind }: CoverageFinding): number => (findingMark(kind).tone === "down" ? 0 : 1);
  const ordered = findings.toSorted((a, b) => gap(a) - gap(b));
  return (
    <div className={stack.tight}>
      <p>
        {percent >= 100 ? (
          <>
            <StateMark mark={WHOLE} /> {coverageWords(percent)}
          </>
        ) : (
          coverageWords(percent)
        )}
      </p>
      <FindingList findings={ordered.slice(0, SHOWN)} />
      {ordered.length > SHOWN ? (
        <Advanced title={`${ordered.length - SHOWN} more`}>
          <FindingList findings={ordered.slice(SHOWN)} />
        </Advanced>
      ) : null}
    </div>
  );
}

function FindingList({ findings }: { findings: readonly CoverageFinding[] }) {
  if (findings.length === 0) return null;
  return (
    <ul className={classes.list}>
      {findings.map(({ kind, from, sentence }) => (
        <li key={`${kind} ${from} ${sentence}`} className={classes.finding}>
          <StateMark mark={findingMark(kind)} />
          <span>{sentence}</span>
        </li>
      ))}
    </ul>
  );
}
