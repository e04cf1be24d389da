import type { TimelineEntry } from "@nightbell/shared/views/views";
import { SegmentedControl } from "@mantine/core";
import type { ReactNode } from "react";
import { Section } from "../../../ui/section.tsx";
import { When } from "../../../ui/when.tsx";
import { filterTimeline, TIMELINE_FILTERS, type TimelineFilter } from "../model/timeline.ts";
import classes from "./timeline.module.css";

type Props = {
  entries: readonly TimelineEntry[];
  filter: TimelineFilter;
  onFilter: (filter: TimelineFilter) => void;
  children?: ReactNode;
};

/** What happened, newest last: when, who, what and by which way, in the words of the log. The composer goes below. */
export function Timeline({ entries, filter, onFilter, children }: Props) {
  const shown = filterTimeline(entries, filter);
  const choice = (
    <SegmentedControl
      size="xs"
      aria-label="What to show"
      value={filter}
      data={[...TIMELINE_FILTERS]}
      onChange={(value) => onFilter(TIMELINE_FILTERS.find((known) => known === value) ?? "all")}
    />
  );
  return (
    <Section title="Timeline" aside={choice}>
      {shown.length === 0 ? <p className={classes.none}>Nothing of this kind yet.</p> : null}
      <ol className={classes.list}>
        {shown.map((entry) => (
          <li key={entry.seq} className={classes.entry} data-kind={entry.kind}>
            <span className={classes.at}>
              <When at={entry.at} show="absolute" seconds />
            </span>
            <span className={classes.text}>{entry.text}</span>
          </li>
        ))}
      </ol>
      {children}
    </Section>
  );
}
