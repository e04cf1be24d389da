import { editedCrontab } from "@nightbell/shared/heartbeat/crontab/edited-crontab";
import { readCrontab } from "@nightbell/shared/heartbeat/crontab/read-crontab";
import { useMemo, useState } from "react";
import { useSave } from "../../../../lib/api/use-save.ts";
import { useOpenedAt } from "../../../../lib/time/use-now.ts";
import { createHeartbeats } from "../../api/save-heartbeat.ts";
import {
  choiceFaults,
  choicesOf,
  chosenOf,
  type Edits,
  type Faults,
  inputsOf,
  type JobChoice,
  refusalOf,
  slugsOf,
} from "../../model/crontab.ts";
import { CrontabDone } from "./crontab-done.tsx";
import { CrontabJobs } from "./crontab-jobs.tsx";
import { CrontabText, type Pasted } from "./crontab-text.tsx";
import { LeftAlone } from "./left-alone.tsx";

export type CrontabImportProps = {
  team: string;
  zone: string;
  pingBase: string;
  /** The team's key, or null while it has none. */
  pingKey: string | null;
  makePingKey: () => Promise<{ key: string }>;
  takenSlugs: readonly string[];
};

/** As long as a real one: how much room it takes decides what still fits into a line of a crontab. */
const ANY_KEY = "x".repeat(22);

/**
 * A pasted crontab becomes heartbeats and an edited crontab. It is read in the browser and never sent as a whole. A part
 * of the app of its own, because it brings the schedule engine.
 */
export default function CrontabImport({ team, zone, pingBase, pingKey, makePingKey, takenSlugs }: CrontabImportProps) {
  const now = useOpenedAt();
  const [pasted, setPasted] = useState<Pasted>({ text: "", zone, system: "auto" });
  const [edits, setEdits] = useState<Edits>({});
  const [refused, setRefused] = useState<Faults>({});
  const target = { pingBase, pingKey: pingKey ?? ANY_KEY };
  const read = useMemo(
    () => readCrontab(pasted.text, { pingBase, pingKey: pingKey ?? ANY_KEY, takenSlugs, ...pasted }),
    [pasted, pingBase, pingKey, takenSlugs],
  );
  const choices = choicesOf(read.lines, edits, now);
  const chosen = chosenOf(choices);
  const create = async (jobs: readonly JobChoice[]): Promise<{ count: number; crontab: string }> => {
    const key = pingKey ?? (await makePingKey()).key;
    await createHeartbeats(team, inputsOf(jobs));
    return { count: jobs.length, crontab: editedCrontab(read.lines, slugsOf(jobs), { ...target, pingKey: key }) };
  };
  const save = useSave(team, create, {
    onField: (field, message) => setRefused(refusalOf(field, message, chosen)),
  });
  if (save.data !== undefined) return <CrontabDone team={team} system={read.system} {...save.data} />;
  return (
    <>
      <CrontabText
        pasted={pasted}
        system={read.system}
        onPasted={(next) => {
          setPasted(next);
          if (next.text !== pasted.text) setEdits({});
        }}
      />
      {pasted.text.trim() === "" ? null : (
        <CrontabJobs
          choices={choices}
          faults={{ ...refused, ...choiceFaults(choices, takenSlugs) }}
          makesKey={pingKey === null}
          saving={save.isPending}
          onEdit={(line, edit) => {
            setEdits({ ...edits, [line]: { ...edits[line], ...edit } });
            setRefused({});
          }}
          onCreate={() => save.mutate(chosen)}
        />
      )}
      <LeftAlone lines={read.lines} />
    </>
  );
}
