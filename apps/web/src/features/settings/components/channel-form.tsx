import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { PersonRef } from "@nightbell/shared/views/parts";
import { useSave } from "../../../lib/api/use-save.ts";
import stack from "../../../ui/stack.module.css";
import { createChannel } from "../api/save-settings.ts";
import { CHANNEL_KINDS, type ChannelForm as Values, channelOf, faultsOf, ROOMS } from "../model/channels.ts";

/** Makes a channel of a member's e-mail, or of a chat room by its webhook's address, which is never shown again. */
export function ChannelForm({ team, people }: { team: string; people: readonly PersonRef[] }) {
  const form = useForm<Values>({
    initialValues: { kind: "email", name: "", userId: people[0]?.id ?? "", url: "" },
    validate: faultsOf,
  });
  const save = useSave(team, (values: Values) => createChannel(team, channelOf(values)), {
    onDone: () => form.reset(),
    onField: (field, message) => form.setFieldError(field, message),
  });
  const { kind } = form.values;
  return (
    <form className={stack.fields} noValidate onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <NativeSelect label="Kind" data={[...CHANNEL_KINDS]} {...form.getInputProps("kind")} />
      <TextInput
        label="Channel’s name"
        placeholder={kind === "email" ? "office mail" : "#ops"}
        maxLength={100}
        {...form.getInputProps("name")}
      />
      {kind === "email" ? (
        <NativeSelect
          label="E-mail of"
          data={people.map(({ id, name }) => ({ value: id, label: name }))}
          {...form.getInputProps("userId")}
        />
      ) : (
        <TextInput
          type="url"
          label="Address"
          description={`${ROOMS[kind].where}; never shown again`}
          placeholder={`${ROOMS[kind].begins}…`}
          spellCheck={false}
          autoComplete="off"
          {...form.getInputProps("url")}
        />
      )}
      <div className={stack.submit}>
        <Button type="submit" variant="default" loading={save.isPending}>
          Add a channel
        </Button>
      </div>
    </form>
  );
}
