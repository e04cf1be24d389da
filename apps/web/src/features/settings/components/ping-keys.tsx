import { Button } from "@mantine/core";
import type { PingKeyView } from "@nightbell/shared/views/views";
import { useSave } from "../../../lib/api/use-save.ts";
import { AskTwice } from "../../../ui/ask-twice.tsx";
import { CodeBlock } from "../../../ui/code-block.tsx";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { When } from "../../../ui/when.tsx";
import { createPingKey, retirePingKey } from "../api/save-settings.ts";
import { newestKey } from "../model/newest-key.ts";
import classes from "./settings.module.css";

type Props = { team: string; keys: readonly PingKeyView[]; pingBase: string };

/** So many may be live at once, so that one can take the other's place without a gap. */
const MOST = 2;

/** Keys for pings by slug: shown in full, because every job carries one. */
export function PingKeys({ team, keys, pingBase }: Props) {
  const create = useSave(team, () => createPingKey(team), { done: () => "The key works from now on." });
  const newest = newestKey(keys);
  return (
    <Section title="Ping keys">
      <div className={stack.stack}>
        <p>
          With a key, jobs ping by slug, and one key serves every heartbeat of the team. Whoever has it can ping and
          create heartbeats, and read nothing.
        </p>
        {keys.length === 0 ? null : (
          <ul className={classes.list}>
            {keys.map((key) => (
              <PingKey key={key.id} team={team} pingKey={key} />
            ))}
          </ul>
        )}
        {newest === undefined ? null : (
          <div className={stack.tight}>
            <p className={stack.soft}>This pings the heartbeat “nightly-backup”, and creates it where there is none:</p>
            <CodeBlock
              label="Ping by slug"
              code={`curl -fsS -m 10 --retry 5 "${pingBase}/${newest.key}/nightly-backup?create=1"`}
            />
          </div>
        )}
        {keys.length >= MOST ? (
          <p className={stack.soft}>Two are live. Move your jobs to the newer one, then retire the older.</p>
        ) : (
          <div>
            <Button
              variant={keys.length === 0 ? "filled" : "default"}
              loading={create.isPending}
              onClick={() => create.mutate(undefined)}
            >
              {keys.length === 0 ? "Create a ping key" : "Add a second key"}
            </Button>
          </div>
        )}
      </div>
    </Section>
  );
}

function PingKey({ team, pingKey }: { team: string; pingKey: PingKeyView }) {
  const retire = useSave(team, () => retirePingKey(team, pingKey.id), { done: () => "The key is retired." });
  return (
    <li className={classes.key}>
      <CodeBlock label="Ping key" code={pingKey.key} />
      <div className={classes.about}>
        <span className={stack.soft}>
          made <When at={pingKey.createdAt} />
        </span>
        <AskTwice
          word="Retire…"
          question="Jobs that still use it are refused from then on, and their heartbeats go down."
          yes="Retire"
          no="Keep it"
          busy={retire.isPending}
          onYes={() => retire.mutate(undefined)}
        />
      </div>
    </li>
  );
}
