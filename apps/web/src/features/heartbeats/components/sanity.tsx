import { SegmentedControl } from "@mantine/core";
import type { Sanity, SanityRule } from "@nightbell/shared/heartbeat/insight/insight";
import type { HeartbeatDetail, LearnedView } from "@nightbell/shared/views/views";
import { useSave } from "../../../lib/api/use-save.ts";
import { dateTime } from "../../../lib/time/format.ts";
import { useZone } from "../../../lib/time/use-now.ts";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { updateHeartbeat } from "../api/save-heartbeat.ts";
import { forecastSentence, SANITY_ORDER, SANITY_WORDS, thresholdSentence } from "../model/rules.ts";
import classes from "./sanity.module.css";

type Props = { team: string; heartbeat: HeartbeatDetail; mayAct: boolean };

const MODES = [
  { value: "off", label: "Off" },
  { value: "warn", label: "Warn" },
  { value: "page", label: "Page" },
] as const;
type Mode = (typeof MODES)[number]["value"];

/** Whether a run makes sense beyond "it came": the learned rules with a switch each, and the limits that people set. */
export function SanityCard({ team, heartbeat, mayAct }: Props) {
  const { sanity, thresholds, forecasts } = heartbeat.input;
  const save = useSave(team, (next: Sanity) => updateHeartbeat(team, heartbeat.id, { sanity: next }));
  const rules = SANITY_ORDER.filter((rule) => heartbeat.learned.some((learned) => learned.rule === rule));
  const own = [...thresholds.map(thresholdSentence), ...forecasts.map(forecastSentence)];
  return (
    <Section title="Sanity">
      {rules.length === 0 ? (
        <p className={stack.soft}>
          After 7 successful runs we know what is normal here, and warn of runs that are too short, too long, too small
          or too often.
        </p>
      ) : (
        <ul className={classes.list}>
          {rules.map((rule) => (
            <LearnedRule
              key={rule}
              rule={rule}
              learned={heartbeat.learned.filter((each) => each.rule === rule)}
              mode={save.isPending ? save.variables[rule] : sanity[rule]}
              disabled={!mayAct || save.isPending}
              onMode={(mode) => save.mutate({ ...sanity, [rule]: mode })}
            />
          ))}
        </ul>
      )}
      {own.length === 0 ? null : (
        <>
          <h3 className={classes.heading}>Limits you set</h3>
          <ul className={classes.limits}>
            {own.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

type RuleProps = {
  rule: SanityRule;
  learned: readonly LearnedView[];
  mode: Mode;
  disabled: boolean;
  onMode: (mode: Mode) => void;
};

function LearnedRule({ rule, learned, mode, disabled, onMode }: RuleProps) {
  const zone = useZone();
  const until = learned.find(({ trusted, trustedFrom }) => !trusted && trustedFrom !== null)?.trustedFrom ?? null;
  return (
    <li className={classes.rule}>
      <div className={classes.words}>
        <strong>{SANITY_WORDS[rule]}</strong>
        {learned.map(({ metric, sentence }) => (
          <span key={metric}>{sentence}</span>
        ))}
        {until === null || mode === "off" ? null : (
          <span className={classes.until}>only warns until {dateTime(Date.parse(until), zone)}</span>
        )}
      </div>
      <SegmentedControl
        size="xs"
        aria-label={`When a run is ${SANITY_WORDS[rule].toLowerCase()}`}
        value={mode}
        data={[...MODES]}
        disabled={disabled}
        onChange={(value) => onMode(MODES.find((known) => known.value === value)?.value ?? "warn")}
      />
    </li>
  );
}
