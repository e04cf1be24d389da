import { use } from "react";
import { Section } from "../../../../ui/section.tsx";
import { asksOtherHost } from "../../model/form-secrets.ts";
import { failures } from "../../model/trial.ts";
import { type Form, StoredSecrets } from "./form-type.ts";
import { isStale } from "./try-panel.tsx";
import type { Trying } from "./use-trial.ts";

/** What one should know before saving. It never keeps anybody from it. */
export function SaveWarning({ form, trying }: { form: Form; trying: Trying }) {
  const stored = use(StoredSecrets);
  const { trial } = trying;
  const failed = trial === null || isStale(form.values, stored, trying) ? 0 : failures(trial);
  return (
    <>
      {asksOtherHost(form.values, stored) ? (
        <Section tone="late">
          The host is another one. Its secrets must be typed again: the old ones are forgotten, so that they are never
          handed to a host that they were not given for.
        </Section>
      ) : null}
      {trial !== null && failed > 0 ? (
        <Section tone="late">
          The test fails from {failed} of {trial.regions.length} regions. You can save it all the same; if it goes on
          failing, it pages.
        </Section>
      ) : null}
    </>
  );
}
