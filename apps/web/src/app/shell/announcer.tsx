import { VisuallyHidden } from "@mantine/core";
import type { Overview } from "@nightbell/shared/views/views";

/** Reads changes out: every one politely, a new failure at once. Focus never moves. */
export function Announcer({ overview }: { overview: Overview | undefined }) {
  const unheld = overview?.incidents.filter((incident) => incident.paging === "firing") ?? [];
  const owned = overview?.incidents.filter((incident) => incident.paging === "acked") ?? [];
  const polite = owned.map((incident) => `${incident.owner?.name ?? "Somebody"} has ${incident.title}.`);
  const state = overview?.verdict.state === "fine" ? "Everything is fine." : "";
  return (
    <VisuallyHidden>
      <div aria-live="assertive">{unheld.map((incident) => `Down: ${incident.title}.`).join(" ")}</div>
      <div aria-live="polite">{[state, ...polite].join(" ")}</div>
    </VisuallyHidden>
  );
}
