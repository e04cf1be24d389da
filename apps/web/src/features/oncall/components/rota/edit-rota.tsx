import { Button, TextInput } from "@mantine/core";
import type { Rota } from "@nightbell/shared/oncall/rota";
import type { PolicyView } from "@nightbell/shared/views/on-call-views";
import { useState } from "react";
import { useSave } from "../../../../lib/api/use-save.ts";
import { useOpenedAt } from "../../../../lib/time/use-now.ts";
import { AskTwice } from "../../../../ui/ask-twice.tsx";
import { Section } from "../../../../ui/section.tsx";
import stack from "../../../../ui/stack.module.css";
import { ZoneSelect } from "../../../../ui/zone-select.tsx";
import { addLayer, deleteRota, previewRota, renameRota } from "../../api/save-rota.ts";
import { type Faults, layerFaults, layerField, type LayerForm, layerOf, newLayer } from "../../model/rota-form.ts";
import { goneSentence } from "../../model/rota-words.ts";
import { useInPlace } from "../focus.ts";
import type { Frame } from "../frame.ts";
import { useChecked } from "../use-checked.ts";
import { CheckedForm } from "./checked-form.tsx";
import { LayerCard } from "./edit-layer.tsx";
import { LayerFields } from "./layer-fields.tsx";

type Props = { frame: Frame; rota: Rota; policies: readonly PolicyView[]; onGone: () => void };

/** All of a rota. Each part is saved by itself, once what it does has been seen. */
export function EditRota({ frame, rota, policies, onGone }: Props) {
  return (
    <>
      <NameAndZone frame={frame} rota={rota} />
      <AddLayer frame={frame} rota={rota} />
      {rota.layers.toReversed().map((layer) => (
        <LayerCard key={layer.id} frame={frame} rota={rota} layer={layer} />
      ))}
      <Delete frame={frame} rota={rota} policies={policies} onGone={onGone} />
    </>
  );
}

function NameAndZone({ frame, rota }: Pick<Props, "frame" | "rota">) {
  const { team } = frame;
  const [values, setValues] = useState({ name: rota.name, zone: rota.zone });
  const [faults, setFaults] = useState<Faults>({});
  const { id, layers } = rota;
  const checked = useChecked(team, {
    preview: (form: typeof values) => previewRota(team, { ...form, layers }, id),
    save: (form: typeof values) => renameRota(team, id, form),
    done: () => "Saved.",
    onField: (field, message) => setFaults({ [field.endsWith("zone") ? "zone" : "name"]: message }),
  });
  const set = (change: Partial<typeof values>): void => {
    checked.back();
    setFaults({});
    setValues({ ...values, ...change });
  };
  const submit = (): void => {
    const name = values.name.trim();
    setFaults(name === "" ? { name: "give it a name" } : {});
    if (name !== "") checked.check({ ...values, name });
  };
  return (
    <Section title="Name and zone">
      <CheckedForm
        frame={frame}
        label="Name and zone"
        submit="Save"
        save="Save"
        checked={checked}
        onSubmit={submit}
        cancel={null}
      >
        <div className={stack.fields}>
          <TextInput
            label="Name"
            maxLength={100}
            value={values.name}
            error={faults.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <ZoneSelect
            label="Time zone"
            description="hand-over times are read in it"
            value={values.zone}
            error={faults.zone}
            onChange={(zone) => set({ zone })}
          />
        </div>
      </CheckedForm>
    </Section>
  );
}

function AddLayer({ frame, rota }: Pick<Props, "frame" | "rota">) {
  const adding = useInPlace<true>();
  if (adding.shown)
    return (
      <Section title="A new layer on top">
        <NewLayer frame={frame} rota={rota} onClose={adding.close} />
      </Section>
    );
  return (
    <div className={stack.group}>
      <Button size="xs" variant="default" autoFocus={adding.back} onClick={() => adding.open(true)}>
        Add a layer on top
      </Button>
      <span className={stack.soft}>Highest first: where a layer speaks, those below it do not.</span>
    </div>
  );
}

function NewLayer({ frame, rota, onClose }: Pick<Props, "frame" | "rota"> & { onClose: () => void }) {
  const { team } = frame;
  const { id, name, zone, layers } = rota;
  const opened = useOpenedAt();
  const [values, setValues] = useState(() => newLayer(opened, zone, ""));
  const [faults, setFaults] = useState<Faults>({});
  const checked = useChecked(team, {
    preview: (form: LayerForm) =>
      previewRota(team, { name, zone, layers: [...layers, { id: "new", ...layerOf(form) }] }, id),
    save: (form: LayerForm) => addLayer(team, id, layerOf(form)),
    always: true,
    done: () => "The layer is added.",
    onDone: onClose,
    onField: (field, message) => setFaults({ [layerField(field.replace(/^(rota\.)?layers\.\d+\./, ""))]: message }),
  });
  const submit = (): void => {
    const found = layerFaults(values);
    setFaults(found);
    if (Object.keys(found).length === 0) checked.check(values);
  };
  const cancel = (
    <Button variant="subtle" onClick={onClose}>
      Cancel
    </Button>
  );
  return (
    <CheckedForm
      frame={frame}
      label="New layer"
      opened
      save="Add it"
      checked={checked}
      onSubmit={submit}
      cancel={cancel}
    >
      <LayerFields
        frame={frame}
        value={values}
        faults={faults}
        zone={zone}
        onChange={(form) => {
          checked.back();
          setFaults({});
          setValues(form);
        }}
      />
    </CheckedForm>
  );
}

/** Deletes the rota after saying what pages in its place. */
function Delete({ frame, rota, policies, onGone }: Props) {
  const { team, view } = frame;
  const remove = useSave(team, () => deleteRota(team, rota.id), {
    done: () => `“${rota.name}” is deleted.`,
    onDone: onGone,
  });
  const others = view.rotas.map(({ settings }) => settings).filter(({ id }) => id !== rota.id);
  const first = view.rotas[0]?.settings.id === rota.id;
  return (
    <Section title="Delete the rota">
      <div className={stack.stack}>
        <p>{goneSentence(rota.id, others, policies, first)}</p>
        <div>
          <AskTwice
            word="Delete this rota…"
            question="It is gone at once, and its changes with it."
            yes="Delete"
            no="Keep it"
            busy={remove.isPending}
            onYes={() => remove.mutate(undefined)}
          />
        </div>
      </div>
    </Section>
  );
}
