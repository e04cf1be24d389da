import { Checkbox } from "@mantine/core";
import { channelWords } from "../../../../ui/channel-words.ts";
import { ButtonLink } from "../../../../ui/links.tsx";
import stack from "../../../../ui/stack.module.css";
import type { Choice } from "../../model/form.ts";
import type { Form } from "./form-type.ts";

type Props = { team: string; form: Form; channels: NonNullable<Choice> };

/** Which of the team's channels hear when it goes down and comes back. Nobody is woken by them. */
export function ChannelFields({ team, form, channels }: Props) {
  if (channels.length === 0) return <NoneYet team={team} />;
  return (
    <Checkbox.Group
      aria-label="Also tell"
      description="when it goes down and when it comes back; beside the people who are paged, never instead of them"
      {...form.getInputProps("channels")}
    >
      <div className={stack.choices}>
        {channels.map((channel) => (
          <Checkbox key={channel.id} value={channel.id} label={channel.name} description={channelWords(channel)} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

/** The page opens beside this one, so that what is typed here stays. */
function NoneYet({ team }: { team: string }) {
  return (
    <div className={stack.group}>
      <span className={stack.soft}>
        A channel, such as an office mailbox or a chat room, can hear of it too. There is none yet.
      </span>
      <ButtonLink to="/t/$team/integrations" params={{ team }} target="_blank" variant="default" size="xs">
        Add a channel
      </ButtonLink>
    </div>
  );
}
