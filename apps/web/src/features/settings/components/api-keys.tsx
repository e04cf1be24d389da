import type { ApiKeyView } from "@nightbell/shared/views/views";
import { useState } from "react";
import { useSave } from "../../../lib/api/use-save.ts";
import { AskTwice } from "../../../ui/ask-twice.tsx";
import { CodeBlock } from "../../../ui/code-block.tsx";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { When } from "../../../ui/when.tsx";
import { deleteApiKey } from "../api/save-settings.ts";
import { ApiKeyForm, type MadeKey } from "./api-key-form.tsx";
import { Clients } from "./clients.tsx";
import classes from "./settings.module.css";

type Props = { team: string; keys: readonly ApiKeyView[]; pingBase: string };

const ACCESS = { read: "reads only", write: "reads and writes" } as const;

/** Keys of the management API. The secret of a new one is shown once, here. */
export function ApiKeys({ team, keys, pingBase }: Props) {
  const [made, setMade] = useState<MadeKey | null>(null);
  return (
    <Section title="API keys">
      <div className={stack.stack}>
        <p>
          Programs manage heartbeats with these. The API is that of Healthchecks, so its clients work here: change the
          base URL. The <a href="/docs">API’s own page</a> tells the rest.
        </p>
        {keys.length === 0 ? null : (
          <ul className={classes.list}>
            {keys.map((key) => (
              <ApiKey key={key.id} team={team} apiKey={key} />
            ))}
          </ul>
        )}
        {made === null ? null : (
          <div className={classes.made} role="status">
            <p>
              <strong>Copy “{made.name}” now.</strong> It is not shown again.
            </p>
            <CodeBlock label="New API key" code={made.secret} />
          </div>
        )}
        <ApiKeyForm team={team} onMade={setMade} />
        <Clients pingBase={pingBase} apiKey={made?.secret ?? null} />
      </div>
    </Section>
  );
}

function ApiKey({ team, apiKey }: { team: string; apiKey: ApiKeyView }) {
  const remove = useSave(team, () => deleteApiKey(team, apiKey.id), { done: () => "The key is deleted." });
  return (
    <li className={classes.item}>
      <span className={classes.words}>
        <strong>{apiKey.name}</strong>
        <span className={stack.soft}>
          <code>{apiKey.hint}</code> · {ACCESS[apiKey.access]} · made <When at={apiKey.createdAt} />
        </span>
      </span>
      <AskTwice
        word="Delete…"
        question="Programs that use it are refused from then on."
        yes="Delete"
        no="Keep it"
        busy={remove.isPending}
        onYes={() => remove.mutate(undefined)}
      />
    </li>
  );
}
