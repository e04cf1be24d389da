import { Button, Checkbox } from "@mantine/core";
import { useState } from "react";
import { useSave } from "../../../lib/api/use-save.ts";
import { zoneName } from "../../../lib/time/format.ts";
import { useTeamTime } from "../../../lib/time/use-now.ts";
import { ButtonLink } from "../../../ui/links.tsx";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { makeRota } from "../api/save-rota.ts";
import { newLayer, rotaOf } from "../model/rota-form.ts";
import type { Frame } from "./frame.ts";

/** Asked of a team of two or more that has no rota. Spec "oncall" §1. */
export function QuickStart({ frame, zone }: { frame: Frame; zone: string }) {
  const { team, view, names } = frame;
  const [ticked, setTicked] = useState<readonly string[]>(view.people.map(({ id }) => id));
  const now = useTeamTime();
  const make = useSave(
    team,
    () => {
      const layer = newLayer(now(), zone, "Weekly", ticked);
      return makeRota(team, rotaOf({ name: "Weekly", zone, layers: [layer] }));
    },
    { done: () => "You take turns from now on." },
  );
  return (
    <Section title="Take turns, or everybody?">
      <div className={stack.stack}>
        <p>
          Now a page goes to everybody at once. If you take turns, one person is asked first, and everybody four minutes
          later. Hand-over is on Mondays at 09:00 {zoneName(zone)} time; the first has it until the next one.
        </p>
        <Checkbox.Group label="Who takes turns" value={[...ticked]} onChange={setTicked}>
          <div className={stack.choices}>
            {view.people.map(({ id, name }) => (
              <Checkbox key={id} value={id} label={name} />
            ))}
          </div>
        </Checkbox.Group>
        <p className={stack.soft} aria-live="polite">
          {ticked.length === 0
            ? "Nobody yet: everybody stays on call, always."
            : `The order is as you tick them: ${ticked.map(names).join(", then ")}.`}
        </p>
        <div className={stack.group}>
          <Button disabled={ticked.length === 0} loading={make.isPending} onClick={() => make.mutate(undefined)}>
            Take turns
          </Button>
          <ButtonLink variant="default" to="/t/$team/on-call/rota/new" params={{ team }}>
            Another rhythm
          </ButtonLink>
        </div>
      </div>
    </Section>
  );
}
