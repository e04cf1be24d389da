import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { ChannelView } from "@nightbell/shared/views/views";
import type { PersonRef } from "@nightbell/shared/views/parts";
import { useSave } from "../../../lib/api/use-save.ts";
import { AskTwice } from "../../../ui/ask-twice.tsx";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { createChannel, deleteChannel } from "../api/save-settings.ts";
import classes from "./settings.module.css";

type Props = { team: string; channels: readonly ChannelView[]; people: readonly PersonRef[] };

/** Who else hears when a heartbeat goes down and comes back. Nobody is woken by these. */
export function Channels({ team, channels, people }: Props) {
  return (
    <Section title="Channels">
      <div className={stack.stack}>
        <p>
          A channel hears when a heartbeat goes down and when it comes back. It is beside the paging, never instead of
          it: nobody is woken by a channel. An address hears nothing before its owner has confirmed it.
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

function Channel({ team, channel }: { team: string; channel: ChannelView }) {
  const remove = useSave(team, () => deleteChannel(team, channel.id), { done: () => "The channel is deleted." });
  return (
    <li className={classes.item}>
      <span className={classes.words}>
        <strong>{channel.name}</strong>
        <span className={stack.soft}>e-mail to {channel.person.name}</span>
      </span>
      <AskTwice
        word="Delete…"
        question="Heartbeats that name it tell it nothing any more."
        yes="Delete"
        no="Keep it"
        busy={remove.isPending}
        onYes={() => remove.mutate(undefined)}
      />
    </li>
  );
}

type Values = { name: string; userId: string };

function ChannelForm({ team, people }: { team: string; people: readonly PersonRef[] }) {
  const form = useForm<Values>({
    initialValues: { name: "", userId: people[0]?.id ?? "" },
    validate: { name: (name) => (name.trim() === "" ? "give it a name" : null) },
  });
  const save = useSave(team, (values: Values) => createChannel(team, { ...values, name: values.name.trim() }), {
    onDone: () => form.reset(),
    onField: (field, message) => form.setFieldError(field, message),
  });
  return (
    <form className={stack.fields} noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <TextInput label="Channel’s name" placeholder="office mail" maxLength={100} {...form.getInputProps("name")} />
      <NativeSelect
        label="E-mail of"
        data={people.map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps("userId")}
      />
      <div className={stack.submit}>
        <Button type="submit" variant="default" loading={save.isPending}>
          Add a channel
        </Button>
      </div>
    </form>
  );
}
