import type { MonitorDetail } from "@nightbell/shared/views/monitor-views";
import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useSave } from "../../../../lib/api/use-save.ts";
import { AskTwice } from "../../../../ui/ask-twice.tsx";
import { checkNow, pauseMonitor, resumeMonitor } from "../../api/act-on-monitor.ts";
import { deleteMonitor } from "../../api/save-monitor.ts";
import { PausePanel } from "./pause-panel.tsx";
import classes from "./page.module.css";

type Props = { team: string; monitor: MonitorDetail; edit: ReactNode; onDeleted: () => void };
const said = { done: ({ text }: { text: string }): string => text };

/** What a person does with a monitor: look now, pause for a while, resume, edit, delete. */
export function MonitorActions({ team, monitor: { id, status }, edit, onDeleted }: Props) {
  const [pausing, setPausing] = useState(false);
  const check = useSave(team, () => checkNow(team, id), said);
  const resume = useSave(team, () => resumeMonitor(team, id), said);
  const pause = useSave(team, (until: number | null) => pauseMonitor(team, id, until), {
    ...said,
    onDone: () => setPausing(false),
  });
  const remove = useSave(team, () => deleteMonitor(team, id), {
    done: () => "The monitor is deleted.",
    onDone: onDeleted,
  });
  if (pausing) return <PausePanel busy={pause.isPending} onPause={pause.mutate} onCancel={() => setPausing(false)} />;
  return (
    <div className={classes.actions}>
      {status === "paused" ? (
        <Button data-key="p" loading={resume.isPending} onClick={() => resume.mutate(undefined)}>
          Resume
        </Button>
      ) : (
        <>
          <Button variant="default" loading={check.isPending} onClick={() => check.mutate(undefined)}>
            Check now
          </Button>
          <Button variant="default" data-key="p" onClick={() => setPausing(true)}>
            Pause until…
          </Button>
        </>
      )}
      {edit}
      <AskTwice
        size="sm"
        word="Delete…"
        question="Delete this monitor? It is no longer watched, and its open incident is closed."
        yes="Delete"
        no="Keep it"
        busy={remove.isPending}
        onYes={() => remove.mutate(undefined)}
      />
    </div>
  );
}
