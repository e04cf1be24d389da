import { Button } from "@mantine/core";
import type { NotifyChannelView } from "@nightbell/shared/views/on-call-channels";
import type { PersonRef } from "@nightbell/shared/views/parts";
import { useSave } from "../../../lib/api/use-save.ts";
import { channelWords } from "../../../ui/channel-words.ts";
import { AskTwice } from "../../../ui/ask-twice.tsx";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { deleteChannel, testChannel } from "../api/save-settings.ts";
import { ChannelForm } from "./channel-form.tsx";
import classes from "./settings.module.css";

type Props = { team: string; channels: readonly NotifyChannelView[]; people: readonly PersonRef[] };

/** Who else hears: of heartbeats that name it, and of the steps of policies that post in it. Nobody is woken by these. */
export function Channels({ team, channels, people }: Props) {
  return (
    <Section title="Channels">
      <div className={stack.stack}>
        <p>
          A channel hears when a heartbeat that names it goes down and when it comes back; a policy can post in a room.
          It is beside the paging, never instead of it: nobody is woken by a channel. An e-mail address hears nothing
          before its owner has confirmed it.
        </p>
        {channels.length === 0 ? (
          <p className={stack.soft}>There is none yet.</p>
        ) : (
          <ul className={classes.list}>
            {channels.map((channel) => (
              <Channel key={channel.id} team={team} channel={channel} />
            ))}
          </ul>
        )}
        <ChannelForm team={team} people={people} />
      </div>
    </Section>
  );
}

function Channel({ team, channel }: { team: string; channel: NotifyChannelView }) {
  const remove = useSave(team, () => deleteChannel(team, channel.id), { done: () => "The channel is deleted." });
  return (
    <li className={classes.item}>
      <span className={classes.words}>
        <strong>{channel.name}</strong>
        <span className={stack.soft}>{channelWords(channel)}</span>
      </span>
      {channel.kind === "email" ? null : <Test team={team} channel={channel} />}
      <AskTwice
        word="Delete…"
        question="Heartbeats and policies that name it tell it nothing any more."
        yes="Delete"
        no="Keep it"
        busy={remove.isPending}
        onYes={() => remove.mutate(undefined)}
      />
    </li>
  );
}

function Test({ team, channel }: { team: string; channel: NotifyChannelView }) {
  const test = useSave(team, () => testChannel(team, channel.id), { done: ({ text }) => text });
  return (
    <Button
      size="xs"
      variant="default"
      aria-label={`Post a test in ${channel.name}`}
      loading={test.isPending}
      onClick={() => test.mutate(undefined)}
    >
      Post a test
    </Button>
  );
}
