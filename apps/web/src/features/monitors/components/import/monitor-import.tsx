import { useMutation } from "@tanstack/react-query";
import { REGIONS } from "@nightbell/shared/check/region";
import { useState } from "react";
import { ApiError, messageOf } from "../../../../lib/api/error.ts";
import { useSave } from "../../../../lib/api/use-save.ts";
import { Section } from "../../../../ui/section.tsx";
import { type ImportFrom, importAddresses } from "../../api/import-addresses.ts";
import { createMonitors } from "../../api/save-monitor.ts";
import {
  type ForAll,
  foundChoices,
  type FoundChoice,
  importRefusal,
  monitorsOf,
  type Ticks,
} from "../../model/import.ts";
import { FoundAddresses } from "./found-addresses.tsx";
import { ImportDone } from "./import-done.tsx";
import { ImportSource } from "./import-source.tsx";
import { Unreadable } from "./unreadable.tsx";

type Props = {
  team: string;
  from: ImportFrom["from"];
  onFrom: (from: ImportFrom["from"]) => void;
  /** What the team's monitors ask already. */
  targets: readonly string[];
};

/** Many monitors at once: read, look through, create, done. */
export function MonitorImport({ team, from, onFrom, targets }: Props) {
  const [ticks, setTicks] = useState<Ticks>({});
  const [forAll, setForAll] = useState<ForAll>({ intervalSeconds: "60", regions: [...REGIONS] });
  const [refused, setRefused] = useState<Readonly<Record<string, string>>>({});
  const reading = useMutation({ mutationFn: (source: ImportFrom) => importAddresses(team, source) });
  const choices = foundChoices(reading.data?.found ?? [], ticks, targets);
  const save = useSave(
    team,
    async (chosen: readonly FoundChoice[]) => {
      const ids = await createMonitors(team, monitorsOf(chosen, forAll));
      return chosen.flatMap(({ name }, i) => (ids[i] === undefined ? [] : [{ id: ids[i], name }]));
    },
    { onField: (field, message) => setRefused(importRefusal(field, message, choices)) },
  );
  if (save.data !== undefined) return <ImportDone team={team} made={save.data} />;
  const read = (source: ImportFrom): void => {
    setTicks({});
    setRefused({});
    reading.mutate(source);
  };
  const refusal = save.error instanceof ApiError && save.error.field === undefined ? save.error.message : null;
  return (
    <>
      <ImportSource from={from} onFrom={onFrom} isReading={reading.isPending} onRead={read} />
      <div aria-live="polite">
        {reading.error === null ? null : <Section tone="late">{messageOf(reading.error)}</Section>}
      </div>
      {reading.data === undefined ? null : (
        <>
          <FoundAddresses
            choices={choices}
            more={reading.data.more}
            forAll={forAll}
            faults={refused}
            refusal={refusal}
            isSaving={save.isPending}
            onTick={(url, on) => setTicks({ ...ticks, [url]: on })}
            onForAll={(next) => {
              setRefused({});
              setForAll(next);
            }}
            onCreate={() => save.mutate(choices.filter(({ chosen }) => chosen))}
          />
          <Unreadable lines={reading.data.unreadable} />
        </>
      )}
    </>
  );
}
