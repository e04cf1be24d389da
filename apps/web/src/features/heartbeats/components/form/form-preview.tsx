import { Section } from "../../../../ui/section.tsx";
import stack from "../../../../ui/stack.module.css";
import { type HeartbeatForm, scheduleOf } from "../../model/form.ts";
import { SchedulePreview } from "./schedule-preview.tsx";
import { isComplete } from "./when-fields.tsx";

/** What the schedule comes to, beside the form. */
export function FormPreview({ team, values }: { team: string; values: HeartbeatForm }) {
  const schedule = scheduleOf(values);
  return (
    <div className={stack.beside}>
      <Section>
        {isComplete(schedule) ? (
          <SchedulePreview team={team} schedule={schedule} />
        ) : (
          <p className={stack.soft}>The next five times appear here.</p>
        )}
      </Section>
    </div>
  );
}
