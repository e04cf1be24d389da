import type { MonitorDetail, WhyView } from "@nightbell/shared/views/monitor-views";
import { CodeBlock, Excerpt } from "../../../../ui/code-block.tsx";
import { Section } from "../../../../ui/section.tsx";
import stack from "../../../../ui/stack.module.css";
import { When } from "../../../../ui/when.tsx";

const TITLES: Partial<Record<MonitorDetail["status"], string>> = {
  down: "Why it is down",
  regional: "Why it fails there",
  intermittent: "Why it comes and goes",
  suspect: "Why it is suspect",
};

type Props = { why: WhyView; status: MonitorDetail["status"] };

/** The last failure in words, what was answered, what was expected, and how to see it oneself. */
export function Why({ why, status }: Props) {
  return (
    <Section
      title={TITLES[status] ?? "Why it failed last"}
      aside={<When at={why.at} />}
      tone={status === "down" ? "down" : "plain"}
    >
      <div className={stack.stack}>
        <p>{why.text}</p>
        {why.cause === null ? null : (
          <p className={stack.soft}>
            Cause: <code>{why.cause}</code>
          </p>
        )}
        {why.evidence === null ? null : <Excerpt text={why.evidence} label="What it answered" />}
        {why.curl === null ? null : (
          <div className={stack.tight}>
            <span className={stack.soft}>See it yourself:</span>
            <CodeBlock code={why.curl} label="command line" hotkey="c" />
          </div>
        )}
      </div>
    </Section>
  );
}
