import { Button, NativeSelect, Radio, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTeamTime } from "../../../lib/time/use-now.ts";
import stack from "../../../ui/stack.module.css";
import { addOverride, previewOverride } from "../api/save-override.ts";
import {
  type OverrideFaults,
  overrideFaults,
  overrideField,
  type OverrideForm as Values,
  overrideOf,
} from "../model/override-form.ts";
import { kindSentence, type OverrideKind } from "../model/words.ts";
import { takeFocus } from "./focus.ts";
import type { Frame } from "./frame.ts";
import { BeforeSaving } from "./new-gaps.tsx";
import { useChecked } from "./use-checked.ts";
import { SpanFields } from "./span-fields.tsx";

type Props = {
  frame: Frame;
  rota: string;
  initial: Values;
  /** Cover for me: neither the kind nor whose place it is can be changed. */
  fixed?: boolean;
  onClose: () => void;
};

/** Changes who is on call for a while. The gaps that it would make are shown before it is saved. */
export function OverrideForm({ frame, rota, initial, fixed = false, onClose }: Props) {
  const [values, setValues] = useState(initial);
  const [faults, setFaults] = useState<OverrideFaults>({});
  const now = useTeamTime();
  const { team } = frame;
  const checked = useChecked(team, {
    preview: (form: Values) => previewOverride(team, rota, overrideOf(form)),
    save: (form: Values) => addOverride(team, rota, overrideOf(form)),
    done: (form) => `${sentence(form, form.kind, frame)}. It is saved.`,
    onDone: onClose,
    onField: (field, message) => setFaults({ [overrideField(field)]: message }),
  });
  const set = (change: Partial<Values>): void => {
    checked.back();
    setFaults({});
    setValues({ ...values, ...change });
  };
  const submit = (): void => {
    const found = overrideFaults(values, now());
    setFaults(found);
    if (Object.keys(found).length === 0) checked.check(values);
  };
  return (
    <form
      className={stack.stack}
      ref={takeFocus}
      tabIndex={-1}
      noValidate
      aria-label={fixed ? "Find cover" : "Change who is on call"}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {fixed ? null : <Kinds frame={frame} values={values} onKind={(kind) => set({ kind })} />}
      <Who frame={frame} values={values} faults={faults} fixed={fixed} onChange={set} />
      <When values={values} faults={faults} onChange={set} />
      {checked.asked === null ? (
        <div className={stack.group}>
          <Button type="submit" loading={checked.busy}>
            Save
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
        />
      )}
    </form>
  );
}

const sentence = ({ user, whose }: Values, kind: OverrideKind, { names }: Frame): string =>
  kindSentence(kind, user === "" ? "Somebody" : names(user), whose === "" ? "somebody" : names(whose));

const KINDS: readonly { kind: OverrideKind; description: string }[] = [
  { kind: "cover", description: "in one person’s place, while it is that person’s turn" },
  { kind: "take", description: "instead of whoever’s turn it is" },
  { kind: "also", description: "beside whoever’s turn it is" },
  { kind: "away", description: "and is not paged by this rota meanwhile" },
];

type Part = { frame: Frame; values: Values };

/** The four kinds, each as the sentence that it would be with the people picked so far. */
function Kinds({ frame, values, onKind }: Part & { onKind: (kind: OverrideKind) => void }) {
  return (
    <Radio.Group
      label="What changes"
      value={values.kind}
      onChange={(value) => {
        const picked = KINDS.find(({ kind }) => kind === value);
        if (picked) onKind(picked.kind);
      }}
    >
      <div className={stack.stack} style={{ paddingTop: 8 }}>
        {KINDS.map(({ kind, description }) => (
          <Radio key={kind} value={kind} label={sentence(values, kind, frame)} description={description} />
        ))}
      </div>
    </Radio.Group>
  );
}

type Edit = { values: Values; faults: OverrideFaults; onChange: (change: Partial<Values>) => void };

function Who({ frame, values, faults, fixed, onChange }: Part & Edit & { fixed: boolean }) {
  const people = [
    { value: "", label: "Pick somebody" },
    ...frame.view.people.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <div className={stack.fields}>
      <NativeSelect
        label={values.kind === "away" ? "Who is away" : values.kind === "cover" ? "Who covers" : "Who"}
        data={people}
        value={values.user}
        error={faults.user}
        onChange={(event) => onChange({ user: event.currentTarget.value })}
      />
      {values.kind === "cover" && !fixed ? (
        <NativeSelect
          label="For whom"
          data={people}
          value={values.whose}
          error={faults.whose}
          onChange={(event) => onChange({ whose: event.currentTarget.value })}
        />
      ) : null}
    </div>
  );
}

const When = ({ values, faults, onChange }: Edit) => (
  <SpanFields label="From" values={values} faults={faults} zone={values.zone} onChange={onChange}>
    <TextInput
      label="Reason"
      placeholder="dentist"
      maxLength={200}
      value={values.reason}
      error={faults.reason}
      onChange={(event) => onChange({ reason: event.currentTarget.value })}
    />
  </SpanFields>
);
