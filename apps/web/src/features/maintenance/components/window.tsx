import { Button } from "@mantine/core";
import type { MaintenanceInput } from "@nightbell/shared/maintenance/settings";
import type { MaintenanceView } from "@nightbell/shared/views/monitor-views";
import { useSave } from "../../../lib/api/use-save.ts";
import { utc } from "../../../lib/time/format.ts";
import { useNow, useZone } from "../../../lib/time/use-now.ts";
import { AskTwice } from "../../../ui/ask-twice.tsx";
import { ButtonLink } from "../../../ui/links.tsx";
import { type Mark, monitorMark } from "../../../ui/mark.ts";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { StateMark } from "../../../ui/state-mark.tsx";
import { changeMaintenance, deleteMaintenance } from "../api/save-maintenance.ts";
import { endedNow } from "../model/form.ts";
import { heldInWords, spanInZones, zoneOf } from "../model/words.ts";
import type { Held } from "./maintenance-page.tsx";

type Props = { team: string; window: MaintenanceView; things: Held; mayAct: boolean };

const RUNNING: Mark = { ...monitorMark("maintenance"), word: "running" };
const PLANNED: Mark = { shape: "ring", tone: "idle", word: "planned" };
const OVER: Mark = { shape: "disc", tone: "idle", word: "over" };

/** One window: what it holds, when it comes, and what can be done about it. */
export function Window({ team, window, things, mayAct }: Props) {
  const now = useNow();
  const mine = useZone();
  const mark = window.running ? RUNNING : window.next.length === 0 ? OVER : PLANNED;
  return (
    <Section title={window.name} aside={<StateMark mark={mark} />}>
      <div className={stack.stack}>
        <p>
          {window.sentence} <span className={stack.soft}>Holds: {heldInWords(window, nameIn(things))}.</span>
        </p>
        {window.next.length === 0 ? null : (
          <ul className={stack.steps} aria-label={`Next times of ${window.name}`}>
            {window.next.map((span) => (
              <li key={span.from} title={`${utc(Date.parse(span.from))} – ${utc(Date.parse(span.until))}`}>
                {spanInZones(span, now, mine, zoneOf(window))}
              </li>
            ))}
          </ul>
        )}
        {mayAct ? <Actions team={team} window={window} /> : null}
      </div>
    </Section>
  );
}

const nameIn =
  ({ monitors, heartbeats }: Held) =>
  (id: string): string | undefined =>
    [...monitors, ...heartbeats].find((thing) => thing.id === id)?.name;

function Actions({ team, window }: { team: string; window: MaintenanceView }) {
  const now = useNow();
  const ended = window.running ? endedNow(window, now) : null;
  const end = useSave(team, (input: MaintenanceInput) => changeMaintenance(team, window.id, input), {
    done: () => "Maintenance is over. What is still down pages now.",
  });
  const remove = useSave(team, () => deleteMaintenance(team, window.id), { done: () => "The window is deleted." });
  return (
    <div className={stack.group}>
      {ended === null ? null : (
        <Button size="xs" loading={end.isPending} onClick={() => end.mutate(ended)}>
          End now
        </Button>
      )}
      <ButtonLink size="xs" variant="default" to="/t/$team/maintenance/$id/edit" params={{ team, id: window.id }}>
        Edit
      </ButtonLink>
      <AskTwice
        word="Delete…"
        question={window.running ? "It is running: what is down now pages at once." : "It will not come any more."}
        yes="Delete"
        no="Keep it"
        busy={remove.isPending}
        onYes={() => remove.mutate(undefined)}
      />
    </div>
  );
}
