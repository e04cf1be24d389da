import { Button, TextInput } from "@mantine/core";
import type { ProbeView } from "@nightbell/shared/views/monitor-views";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useSave } from "../../../lib/api/use-save.ts";
import { AskTwice } from "../../../ui/ask-twice.tsx";
import { probeMark } from "../../../ui/mark.ts";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { StateMark } from "../../../ui/state-mark.tsx";
import { When } from "../../../ui/when.tsx";
import { renameProbe, retireProbe } from "../api/save-probe.ts";
import { isBlind } from "../model/probes.ts";

type Props = { team: string; probe: ProbeView; mayManage: boolean };

/** One probe: how it is heard, what it checks, and what can be done about it. */
export function Probe({ team, probe, mayManage }: Props) {
  const { name, state, sentence, heardAt, hostname, build, monitors } = probe;
  return (
    <Section
      title={name}
      aside={<StateMark mark={probeMark(state)} />}
      tone={isBlind(probe) && monitors.length > 0 ? "late" : "plain"}
    >
      <div className={stack.stack}>
        <p>{sentence}</p>
        {heardAt === null ? null : (
          <p className={stack.soft}>
            Last heard <When at={heardAt} show="absolute" />
            {hostname === null ? null : <> from {hostname}</>}
            {build === null ? null : <>, version {build}</>}.
          </p>
        )}
        {monitors.length === 0 ? null : (
          <p>
            Checks{" "}
            {monitors.map((monitor, index) => (
              <span key={monitor.id}>
                {index === 0 ? "" : ", "}
                <Link to="/t/$team/monitors/$id" params={{ team, id: monitor.id }} search={{}}>
                  {monitor.name}
                </Link>
              </span>
            ))}
            .
          </p>
        )}
        {mayManage ? <Actions team={team} probe={probe} /> : null}
      </div>
    </Section>
  );
}

function Actions({ team, probe: { id, name } }: { team: string; probe: ProbeView }) {
  const [renaming, setRenaming] = useState(false);
  const retire = useSave(team, () => retireProbe(team, id), { done: () => "The probe is retired." });
  if (renaming) return <Rename team={team} id={id} name={name} onDone={() => setRenaming(false)} />;
  return (
    <div className={stack.group}>
      <Button size="xs" variant="default" onClick={() => setRenaming(true)}>
        Rename
      </Button>
      <AskTwice
        word="Retire…"
        question="Its key is worth nothing from then on."
        yes="Retire"
        no="Keep it"
        busy={retire.isPending}
        onYes={() => retire.mutate(undefined)}
      />
    </div>
  );
}

type RenameProps = { team: string; id: string; name: string; onDone: () => void };

function Rename({ team, id, name, onDone }: RenameProps) {
  const [next, setNext] = useState(name);
  const [fault, setFault] = useState<string | null>(null);
  const rename = useSave(team, (value: string) => renameProbe(team, id, value), {
    onDone,
    onField: (_, message) => setFault(message),
  });
  return (
    <form
      className={stack.group}
      onSubmit={(event) => {
        event.preventDefault();
        rename.mutate(next.trim());
      }}
    >
      <TextInput
        size="xs"
        aria-label={`New name of ${name}`}
        maxLength={100}
        value={next}
        error={fault}
        onChange={(event) => setNext(event.currentTarget.value)}
      />
      <Button size="xs" type="submit" loading={rename.isPending}>
        Save
      </Button>
      <Button size="xs" variant="default" onClick={onDone}>
        Cancel
      </Button>
    </form>
  );
}
