import { Tabs, TextInput } from "@mantine/core";
import { slugify } from "@nightbell/shared/compat/slugify";
import { snippetsOf } from "@nightbell/shared/heartbeat/snippets/snippets";
import type { HeartbeatDetail } from "@nightbell/shared/views/views";
import { useState } from "react";
import { CodeBlock } from "../../../ui/code-block.tsx";
import stack from "../../../ui/stack.module.css";
import classes from "./snippets.module.css";

type Props = {
  heartbeat: HeartbeatDetail;
  pingUrl: string;
  tab: string | undefined;
  onTab: (tab: string) => void;
};

/**
 * Ready-made lines, a tab for each place a job can live in, filled with the job's own command once it is typed in. A part
 * of the app of its own: a schedule said in another language takes the schedule engine.
 */
export default function Snippets({ heartbeat, pingUrl, tab, onTab }: Props) {
  const [command, setCommand] = useState("");
  const { slugUrl, mailAddress, schedule } = heartbeat;
  const snippets = snippetsOf({
    pingUrl,
    slugUrl,
    schedule,
    mailAddress,
    command: command.trim() === "" ? null : command,
  });
  const shown = snippets.find(({ name }) => slugify(name) === tab) ?? snippets[0];
  if (shown === undefined) return null;
  return (
    <Tabs variant="pills" value={slugify(shown.name)} onChange={(value) => value !== null && onTab(value)}>
      <Tabs.List aria-label="Where the job lives">
        {snippets.map(({ name }) => (
          <Tabs.Tab key={name} value={slugify(name)} className={classes.tab ?? ""}>
            {name}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={slugify(shown.name)} pt="sm">
        <div className={stack.stack}>
          <CodeBlock code={shown.code} label={`${shown.name} snippet`} hotkey="c" />
          <TextInput
            size="xs"
            aria-label="The job’s command"
            placeholder="your job’s command, to have it filled in above"
            spellCheck={false}
            autoCapitalize="none"
            value={command}
            onChange={(event) => setCommand(event.currentTarget.value)}
          />
        </div>
      </Tabs.Panel>
    </Tabs>
  );
}
