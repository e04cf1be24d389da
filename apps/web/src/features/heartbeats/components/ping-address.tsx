import type { HeartbeatDetail } from "@nightbell/shared/views/views";
import { useSave } from "../../../lib/api/use-save.ts";
import { AskTwice } from "../../../ui/ask-twice.tsx";
import { Advanced } from "../../../ui/advanced.tsx";
import { CodeBlock } from "../../../ui/code-block.tsx";
import { ButtonLink } from "../../../ui/links.tsx";
import stack from "../../../ui/stack.module.css";
import { rotateAddress } from "../api/save-heartbeat.ts";

type Props = { team: string; heartbeat: HeartbeatDetail; pingUrl: string };

/** The bare addresses, for clients that only want one, and a way to change the one that leaked. */
export function PingAddress({ team, heartbeat, pingUrl }: Props) {
  const { id, slugUrl, mailAddress } = heartbeat;
  const rotate = useSave(team, () => rotateAddress(team, id), { done: () => "It has a new ping address." });
  return (
    <Advanced title="The address alone">
      <CodeBlock label="Ping address" code={pingUrl} />
      {slugUrl === null ? null : <CodeBlock label="Ping address by slug" code={slugUrl} />}
      {mailAddress === null ? null : <CodeBlock label="Address for pings by e-mail" code={mailAddress} />}
      <p className={stack.soft}>
        Add <code>/start</code> when the job begins, <code>/fail</code> or its exit code when it ends. POST output with
        it; we keep the first 10,000 bytes.
      </p>
      <div className={stack.group}>
        <ButtonLink to="/t/$team/integrations" params={{ team }} size="xs" variant="default">
          {slugUrl === null ? "Ping by slug: get a key" : "Ping keys"}
        </ButtonLink>
        <AskTwice
          word="New ping address…"
          question="Jobs that use the old address are refused from then on. Pings by slug go on as before."
          yes="Change it"
          no="Keep it"
          busy={rotate.isPending}
          onYes={() => rotate.mutate(undefined)}
        />
      </div>
    </Advanced>
  );
}
