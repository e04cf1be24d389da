import type { MonitorDetail } from "@nightbell/shared/views/views";
import { took } from "../../../lib/time/format.ts";
import { everyWord } from "../../../lib/time/units.ts";
import { CodeBlock, Excerpt } from "../../../ui/code-block.tsx";
import { monitorMark } from "../../../ui/mark.ts";
import { Page } from "../../../ui/page.tsx";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { StateMark } from "../../../ui/state-mark.tsx";
import { When } from "../../../ui/when.tsx";
import { REGION_NAMES, regionMark, regionsSentence } from "../model/regions.ts";
import classes from "./monitor.module.css";
import { Results } from "./results.tsx";

type Props = { monitor: MonitorDetail; actions?: React.ReactNode; notice?: React.ReactNode };

/** One monitor: its sentence, why it failed, what each region sees, and the last results. */
export function MonitorPage({ monitor, actions, notice }: Props) {
  return (
    <Page
      title={monitor.name}
      mark={<StateMark mark={monitorMark(monitor.status)} />}
      lead={monitor.sentence}
      actions={actions}
    >
      {notice}
      {monitor.why === null ? null : <Why why={monitor.why} down={monitor.status === "down"} />}
      <Section title="Regions">
        <p>{regionsSentence(monitor.regions)}</p>
        <ul className={classes.regions}>
          {monitor.regions.map((region) => (
            <li key={region.region} className={classes.region}>
              <StateMark mark={regionMark(region.state)} />
              <span>{REGION_NAMES[region.region]}</span>
              <span className={classes.detail}>
                {region.at === null ? "first result within a minute" : <When at={region.at} />}
                {region.totalMs === null ? null : <> · {took(region.totalMs)}</>}
                {region.detail === null ? null : <> · {region.detail}</>}
              </span>
            </li>
          ))}
        </ul>
      </Section>
      {monitor.results.length === 0 ? null : <Results results={monitor.results} />}
      <Section title="How we check">
        <Configuration monitor={monitor} />
      </Section>
    </Page>
  );
}

function Why({ why, down }: { why: NonNullable<MonitorDetail["why"]>; down: boolean }) {
  return (
    <Section
      title={down ? "Why it is down" : "Why it failed last"}
      aside={<When at={why.at} />}
      tone={down ? "down" : "plain"}
    >
      <div className={stack.stack}>
        <p>{why.text}</p>
        {why.evidence === null ? null : <Excerpt text={why.evidence} label="What it answered" />}
        <div className={stack.tight}>
          <span className={stack.soft}>See it yourself:</span>
          <CodeBlock code={why.curl} label="curl line" hotkey="c" />
        </div>
      </div>
    </Section>
  );
}

const quoted = (words: readonly string[]): string => words.map((word) => `“${word}”`).join(", ");

function Configuration({ monitor }: { monitor: MonitorDetail }) {
  const { settings } = monitor;
  return (
    <div className={stack.tight}>
      <p>
        We {monitor.method} <code>{monitor.url}</code> {everyWord(monitor.intervalSeconds)} and expect status{" "}
        <code>{settings.expectedStatus}</code> within {took(settings.timeoutMs)}.
      </p>
      {settings.keywordsPresent.length === 0 ? null : (
        <p>The answer must contain {quoted(settings.keywordsPresent)}.</p>
      )}
      {settings.keywordsAbsent.length === 0 ? null : (
        <p>The answer must not contain {quoted(settings.keywordsAbsent)}.</p>
      )}
      <p className={stack.soft}>
        A failure is confirmed at once from other continents. It counts as recovered after passing for{" "}
        {settings.recoverySeconds} s.
      </p>
    </div>
  );
}
