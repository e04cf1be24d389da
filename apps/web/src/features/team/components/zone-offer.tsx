import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { ME } from "../../../lib/api/keys.ts";
import { useSave } from "../../../lib/api/use-save.ts";
import { zoneName } from "../../../lib/time/format.ts";
import { browserZone } from "../../../lib/time/use-now.ts";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { saveMine, saveTeam } from "../api/save-team.ts";

type Props = { team: string; mine: string; home: string; manages: boolean };

/** A new account is in UTC. Who plainly is elsewhere is asked once, and never moved silently. */
export function ZoneOffer({ team, mine, home, manages }: Props) {
  const client = useQueryClient();
  const here = browserZone();
  const save = useSave(
    team,
    async (zone: string) => {
      await saveMine(team, { zone });
      if (manages && home === "UTC") await saveTeam(team, { zone });
    },
    { onDone: () => void client.invalidateQueries({ queryKey: ME }) },
  );
  if (mine !== "UTC" || here === "UTC") return null;
  return (
    <Section>
      <div className={stack.group}>
        <span>Times are shown in UTC. You seem to be in the zone of {zoneName(here)}.</span>
        <Button size="xs" variant="default" loading={save.isPending} onClick={() => save.mutate(here)}>
          Use {zoneName(here)}
        </Button>
      </div>
    </Section>
  );
}
