import { SegmentedControl } from "@mantine/core";
import type { HeartbeatDetail } from "@nightbell/shared/views/views";
import { useState } from "react";
import { CodeBlock } from "../../../ui/code-block.tsx";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { snippetsOf } from "../model/snippets.ts";
import { Listener } from "./listener.tsx";

/** Lines to paste into the job, and a listener that turns green when the first ping is in. */
export function HowToPing({ heartbeat }: { heartbeat: HeartbeatDetail }) {
  const snippets = snippetsOf(heartbeat.pingUrl, heartbeat.schedule);
  const [name, setName] = useState("Shell");
  const snippet = snippets.find((candidate) => candidate.name === name) ?? snippets[0];
  return (
    <Section title="How to ping">
      <div className={stack.stack}>
        <div style={{ overflowX: "auto" }}>
          <SegmentedControl
            size="xs"
            aria-label="Language"
            value={name}
            onChange={setName}
            data={snippets.map((each) => each.name)}
          />
        </div>
        {snippet === undefined ? null : <CodeBlock code={snippet.code} label={`${snippet.name} snippet`} hotkey="c" />}
        <p className={stack.soft}>
          Add <code>/start</code> when the job begins, <code>/fail</code> or its exit code when it ends. POST up to 10
          kB of output with it.
        </p>
        <Listener heartbeat={heartbeat} />
      </div>
    </Section>
  );
}
