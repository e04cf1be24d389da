import type { MaintenanceList, MaintenanceView } from "@nightbell/shared/views/monitor-views";
import { useNow, useZone } from "../../../lib/time/use-now.ts";
import { ButtonLink } from "../../../ui/links.tsx";
import { Page } from "../../../ui/page.tsx";
import { Section } from "../../../ui/section.tsx";
import { headline, inOrder } from "../model/words.ts";
import { Window } from "./window.tsx";

type Named = readonly { id: string; name: string }[];
/** Ids and names of what windows can hold. */
export type Held = { monitors: Named; heartbeats: Named };
type Props = { team: string; list: MaintenanceList; things: Held; mayAct: boolean };

/** All maintenance windows of a team: the running ones, when the others come, and those that are over. */
export function MaintenancePage({ team, list: { windows }, things, mayAct }: Props) {
  const now = useNow();
  const zone = useZone();
  return (
    <Page
      title="Maintenance"
      lead={headline(windows, now, zone)}
      actions={
        mayAct ? (
          <ButtonLink to="/t/$team/maintenance/new" params={{ team }}>
            Plan maintenance
          </ButtonLink>
        ) : undefined
      }
    >
      {windows.length === 0 ? (
        <Section>
          <p>
            Plan a window before you take something down on purpose. What it holds is watched as ever meanwhile, and
            pages nobody; what is still down at the end pages at once. Its time does not count against uptime.
          </p>
        </Section>
      ) : null}
      {inOrder(windows).map((window: MaintenanceView) => (
        <Window key={window.id} team={team} window={window} things={things} mayAct={mayAct} />
      ))}
    </Page>
  );
}
