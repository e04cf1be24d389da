import type { ProbeList } from "@nightbell/shared/views/monitor-views";
import { useState } from "react";
import { Page } from "../../../ui/page.tsx";
import { Section } from "../../../ui/section.tsx";
import { headline, type NewProbe } from "../model/probes.ts";
import { NewKey } from "./new-key.tsx";
import { Probe } from "./probe.tsx";
import { RegisterForm } from "./register-form.tsx";

type Props = { team: string; origin: string; list: ProbeList; mayManage: boolean };

/** A team's own probes: how each is heard, and how to add one. @param origin where the API is, for the command */
export function ProbesPage({ team, origin, list: { probes }, mayManage }: Props) {
  const [added, setAdded] = useState<NewProbe | null>(null);
  return (
    <Page title="Probes" lead={headline(probes)}>
      {added === null ? null : (
        <NewKey
          origin={origin}
          added={added}
          probe={probes.find(({ id }) => id === added.id)}
          onDone={() => setAdded(null)}
        />
      )}
      {probes.map((probe) => (
        <Probe key={probe.id} team={team} probe={probe} mayManage={mayManage} />
      ))}
      {mayManage ? (
        <RegisterForm team={team} onAdded={setAdded} />
      ) : (
        <Section>
          <p>Owners and admins add probes.</p>
        </Section>
      )}
    </Page>
  );
}
