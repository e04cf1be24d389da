import { Button } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { ProbeView } from "@nightbell/shared/views/monitor-views";
import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import { useSave } from "../../../lib/api/use-save.ts";
import { AlertingFields } from "../../../ui/alerting/alerting-fields.tsx";
import type { Hears } from "../../../ui/alerting/alerting-form.ts";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { isPrivateOnly, type MonitorForm as Values } from "../model/form.ts";
import { faultsOf, fieldOf } from "../model/form-faults.ts";
import { NOTHING_STORED, type Stored } from "../model/form-secrets.ts";
import { AdvancedFields } from "./form/advanced-fields.tsx";
import { StoredSecrets } from "./form/form-type.ts";
import { HowFields } from "./form/how-fields.tsx";
import { KindPicker } from "./form/kind-picker.tsx";
import { SaveWarning } from "./form/save-warning.tsx";
import { TryPanel } from "./form/try-panel.tsx";
import { useLook } from "./form/use-look.ts";
import { useTrial } from "./form/use-trial.ts";
import { WhatFields } from "./form/what-fields.tsx";

type Props<Saved> = {
  team: string;
  initial: Values;
  /** The secrets that the server keeps for it; null for a monitor that does not exist yet. */
  stored: Stored | null;
  /** The team's own probes. */
  probes: readonly Pick<ProbeView, "id" | "name">[];
  hears: Hears;
  submit: string;
  /** @param before the form as it was opened */
  save: (values: Values, before: Values) => Promise<Saved>;
  onSaved: (saved: Saved) => void;
  cancel: ReactNode;
};

/** Adds or changes a monitor: what, how we decide that it is down, and the rest closed away; a live test beside it. */
export function MonitorForm<Saved>({
  team,
  initial,
  stored,
  probes,
  hears,
  submit,
  save,
  onSaved,
  cancel,
}: Props<Saved>) {
  const kept = stored ?? NOTHING_STORED;
  const form = useForm<Values>({ initialValues: initial, validate: (values) => faultsOf(values, kept) });
  const look = useLook(team, form, stored === null);
  const trying = useTrial(team);
  const refused = useFocusOnFault();
  const saving = useSave(team, (values: Values) => save(values, form.getInitialValues()), {
    onDone: onSaved,
    onField: (field, message) => {
      form.setFieldError(fieldOf(field, form.getValues().check.type), message);
      refused();
    },
  });
  const send = form.onSubmit((values) => saving.mutate(values), refused);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    // What a look proposes belongs to what is sent.
    void look.settled().then(() => send());
  };
  return (
    <StoredSecrets value={kept}>
      <form className={stack.columns} noValidate onSubmit={onSubmit}>
        <div className={stack.cards}>
          <Section title="What">
            <div className={stack.stack}>
              <KindPicker form={form} probes={probes} isNew={stored === null} />
              <WhatFields form={form} look={look} />
            </div>
          </Section>
          <Section title="How we decide that it is down">
            <div className={stack.stack}>
              <HowFields form={form} look={look} />
            </div>
          </Section>
          <div className={stack.after}>
            <Section title="Who hears about it">
              <AlertingFields
                kind="monitor"
                value={form.values.alerting}
                onValue={(alerting) => form.setFieldValue("alerting", alerting)}
                parents={form.values.parents}
                onParents={(parents) => form.setFieldValue("parents", parents)}
                errors={form.errors}
                clearError={form.clearFieldError}
                hears={hears}
              />
            </Section>
            <Section>
              <AdvancedFields form={form} probes={probes} needed={isPrivateOnly(form.values)} />
            </Section>
            <SaveWarning form={form} trying={trying} />
            <div className={stack.group}>
              <Button type="submit" loading={saving.isPending}>
                {submit}
              </Button>
              {cancel}
            </div>
          </div>
        </div>
        <TryPanel form={form} trying={trying} />
      </form>
    </StoredSecrets>
  );
}

/** Leads to the first field with a fault, once it is on the screen. @returns says that there is one */
function useFocusOnFault(): () => void {
  const [times, setTimes] = useState(0);
  useEffect(() => {
    if (times > 0) document.querySelector<HTMLElement>("form [aria-invalid=true]")?.focus();
  }, [times]);
  return () => setTimes((before) => before + 1);
}
