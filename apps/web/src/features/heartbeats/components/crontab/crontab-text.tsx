import { Checkbox, Textarea } from "@mantine/core";
import { Section } from "../../../../ui/section.tsx";
import stack from "../../../../ui/stack.module.css";
import { ZoneSelect } from "../../../../ui/zone-select.tsx";

/** What was pasted, and how it is to be read. */
export type Pasted = { text: string; zone: string; system: boolean | "auto" };

type Props = {
  pasted: Pasted;
  /** Whether it is read as a system crontab. */
  system: boolean;
  onPasted: (pasted: Pasted) => void;
};

/** The crontab itself. */
export function CrontabText({ pasted, system, onPasted }: Props) {
  return (
    <Section>
      <div className={stack.stack}>
        <Textarea
          label="Crontab"
          description="what “crontab -l” prints; it is read here in your browser, and only the jobs you tick are sent"
          placeholder={"0 3 * * * /usr/local/bin/backup.sh"}
          autosize
          minRows={6}
          maxRows={18}
          spellCheck={false}
          autoCapitalize="none"
          classNames={{ input: stack.mono ?? "" }}
          value={pasted.text}
          onChange={(event) => onPasted({ ...pasted, text: event.currentTarget.value })}
        />
        <div className={stack.fields}>
          <ZoneSelect
            label="Read in the zone"
            description="of the server’s clock; a CRON_TZ line in it wins"
            value={pasted.zone}
            onChange={(zone) => onPasted({ ...pasted, zone })}
          />
          <Checkbox
            style={{ alignSelf: "flex-end", paddingBottom: 8 }}
            label="A user stands before each command, as in /etc/crontab"
            checked={system}
            onChange={(event) => onPasted({ ...pasted, system: event.currentTarget.checked })}
          />
        </div>
      </div>
    </Section>
  );
}
