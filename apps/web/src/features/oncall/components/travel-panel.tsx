import { Button, Checkbox } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ME } from "../../../lib/api/keys.ts";
import { useOpenedAt, useZone } from "../../../lib/time/use-now.ts";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { ZoneSelect } from "../../../ui/zone-select.tsx";
import { previewTravel, saveTravel } from "../api/save-travel.ts";
import {
  type TravelFaults,
  travelFaults,
  travelField,
  travelForm,
  type TravelForm,
  travelOf,
} from "../model/travel.ts";
import { takeFocus } from "./focus.ts";
import type { Frame } from "./frame.ts";
import { BeforeSaving } from "./new-gaps.tsx";
import { useChecked } from "./use-checked.ts";
import { SpanFields } from "./span-fields.tsx";

type Props = {
  frame: Frame;
  /** The team's zone. */
  home: string;
  onClose: () => void;
};

/** Where I am now, and when I cannot be reached. What that does is shown before it is saved. Spec "oncall" §9, "Travelling". */
export function TravelPanel({ frame, home, onClose }: Props) {
  const opened = useOpenedAt();
  const mine = useZone();
  const client = useQueryClient();
  const [values, setValues] = useState(() => travelForm(frame.view, opened, mine));
  const [faults, setFaults] = useState<TravelFaults>({});
  const input = (form: TravelForm) => travelOf(form, home);
  const checked = useChecked(frame.team, {
    preview: (form: TravelForm) => previewTravel(frame.team, input(form)),
    save: (form: TravelForm) => saveTravel(frame.team, input(form)),
    always: true,
    done: () => "Saved. Have a good journey.",
    onDone: () => {
      void client.invalidateQueries({ queryKey: ME });
      onClose();
    },
    onField: (field, message) => setFaults({ [travelField(field)]: message }),
  });
  const set = (change: Partial<TravelForm>): void => {
    checked.back();
    setFaults({});
    setValues({ ...values, ...change });
  };
  const submit = (): void => {
    const found = travelFaults(values);
    setFaults(found);
    if (Object.keys(found).length === 0) checked.check(values);
  };
  return (
    <Section title="I’m travelling">
      <form
        className={stack.stack}
        ref={takeFocus}
        tabIndex={-1}
        noValidate
        aria-label="I’m travelling"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <ZoneSelect
          label="Where I am now"
          description="your quiet hours move there; rotas stay where they are"
          value={values.zone}
          error={faults.zone}
          onChange={(zone) => set({ zone })}
        />
        <Checkbox
          label="Bad signal here"
          description="Calls come first, and the text only after them."
          checked={values.badSignal}
          error={faults.badSignal}
          onChange={(event) => set({ badSignal: event.currentTarget.checked })}
        />
        <Checkbox
          label="I cannot be reached for a while"
          description="You are taken out of every rota meanwhile."
          checked={values.away}
          error={faults.away}
          onChange={(event) => set({ away: event.currentTarget.checked })}
        />
        {values.away ? (
          <SpanFields label="Away from" values={values} faults={faults} onChange={set} zone={values.typedIn} />
        ) : null}
        {checked.asked === null ? (
          <div className={stack.group}>
            <Button type="submit" loading={checked.busy}>
              See what it does
            </Button>
            <Button variant="subtle" onClick={onClose}>
              Cancel
            </Button>
          </div>
        ) : (
          <BeforeSaving
            gaps={checked.asked.newGaps}
            save="Save"
            busy={checked.busy}
            onSave={checked.yes}
            onBack={checked.back}
          >
            {checked.asked.sentences.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </BeforeSaving>
        )}
      </form>
    </Section>
  );
}
