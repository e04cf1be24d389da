import { absolute } from "../../../../lib/time/format.ts";
import { useOpenedAt, useZone } from "../../../../lib/time/use-now.ts";
import { StateMark } from "../../../../ui/state-mark.tsx";
import { REGION_NAMES } from "../../model/regions.ts";
import { type Trial, trialFacts, trialMark, trialSentence } from "../../model/trial.ts";
import classes from "./form.module.css";

/** What each region says, one line each, as it comes. */
export function TrialRegions({ trial }: { trial: Trial }) {
  const now = useOpenedAt();
  const zone = useZone();
  return (
    <ul className={classes.trial} aria-label="What each region sees">
      {trial.regions.map((one) => {
        const facts = one.result === null ? [] : trialFacts(one.result, (at) => absolute(at, now, zone));
        return (
          <li key={one.region}>
            <div className={classes.place}>
              <strong>{REGION_NAMES[one.region]}</strong>
              <StateMark mark={trialMark(one)} />
              <span>{trialSentence(one)}</span>
            </div>
            {facts.length === 0 ? null : <p className={classes.facts}>{facts.join(" · ")}</p>}
          </li>
        );
      })}
    </ul>
  );
}
