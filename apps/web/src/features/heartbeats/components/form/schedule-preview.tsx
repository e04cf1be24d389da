import type { Schedule } from "@nightbell/shared/heartbeat/settings";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { messageOf } from "../../../../lib/api/error.ts";
import { Loading } from "../../../../ui/query-view.tsx";
import { previewQuery } from "../../api/preview-schedule.ts";
import classes from "../next-times.module.css";
import { NextTimes } from "../next-times.tsx";

/** What the schedule under edit comes to, computed by the engine that will judge it. */
export function SchedulePreview({ team, schedule }: { team: string; schedule: Schedule }) {
  const [settled] = useDebouncedValue(schedule, 300);
  const preview = useQuery(previewQuery(team, settled));
  if (preview.error)
    return (
      <p className={classes.fault} role="alert">
        {messageOf(preview.error)}
      </p>
    );
  if (preview.data === undefined) return <Loading />;
  if (preview.data.upcoming.length === 0)
    return (
      <p>This schedule has ended: no further ping is expected, and its heartbeat never goes down for want of one.</p>
    );
  return (
    <div className={classes.preview} aria-busy={preview.isPlaceholderData}>
      <NextTimes
        upcoming={preview.data.upcoming}
        zone={schedule.kind === "period" ? null : schedule.zone}
        notes={preview.data.notes}
      />
    </div>
  );
}
