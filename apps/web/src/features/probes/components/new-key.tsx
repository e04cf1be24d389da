import { Button } from "@mantine/core";
import type { ProbeView } from "@nightbell/shared/views/monitor-views";
import { Advanced } from "../../../ui/advanced.tsx";
import { CodeBlock } from "../../../ui/code-block.tsx";
import { Listening } from "../../../ui/listening.tsx";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { type NewProbe, runLines, settingsLines } from "../model/probes.ts";

/** `probe`: the new one as the list shows it, once it does. */
type Props = { origin: string; added: NewProbe; probe: ProbeView | undefined; onDone: () => void };

/** The key, this once, and the command that uses it; then whether the probe has been heard. */
export function NewKey({ origin, added, probe, onDone }: Props) {
  const heard = probe !== undefined && probe.state !== "waiting";
  return (
    <Section title={`Run ${added.name}`}>
      <div className={stack.stack}>
        <p>
          Its key is shown this once. On the machine, in a clone of Nightbell’s repository, with Node 20 or newer
          (docs/probe.md there says more):
        </p>
        <CodeBlock label={`How ${added.name} is run`} code={runLines(origin, added.key)} />
        <Advanced title="As a service: its file of settings">
          <p>/etc/nightbell-probe/settings, which only its owner may read:</p>
          <CodeBlock label={`Settings of ${added.name}`} code={settingsLines(origin, added.key)} />
          <CodeBlock
            label={`How ${added.name} is run with them`}
            code="npx nightbell-probe --settings /etc/nightbell-probe/settings"
          />
        </Advanced>
        <Listening state={heard ? "fresh" : "waiting"}>
          {heard
            ? `It asked for work${probe.hostname === null ? "" : ` from ${probe.hostname}`}. ${probe.sentence}`
            : "Waiting for it to ask for work…"}
        </Listening>
        <div>
          <Button size="xs" variant="default" onClick={onDone}>
            I have kept the key
          </Button>
        </div>
      </div>
    </Section>
  );
}
