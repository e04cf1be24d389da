import { Button, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useOpenedAt } from "../../../../lib/time/use-now.ts";
import { Section } from "../../../../ui/section.tsx";
import stack from "../../../../ui/stack.module.css";
import { ZoneSelect } from "../../../../ui/zone-select.tsx";
import { makeRota, previewRota } from "../../api/save-rota.ts";
import {
  type Faults,
  type LayerForm,
  newLayer,
  rotaFaults,
  rotaField,
  type RotaForm,
  rotaOf,
  under,
} from "../../model/rota-form.ts";
import type { Frame } from "../frame.ts";
import { useChecked } from "../use-checked.ts";
import { CheckedForm } from "./checked-form.tsx";
import { LayerFields } from "./layer-fields.tsx";

type Props = { frame: Frame; zone: string; onMade: () => void; cancel: ReactNode };

/** A new rota, with one layer to begin with. */
export function NewRota({ frame, zone, onMade, cancel }: Props) {
  const opened = useOpenedAt();
  const [values, setValues] = useState<RotaForm>(() => ({
    name: "",
    zone,
    layers: [
      newLayer(
        opened,
        zone,
        "Everyday",
        frame.view.people.map(({ id }) => id),
      ),
    ],
  }));
  const [faults, setFaults] = useState<Faults>({});
  const { team } = frame;
  const checked = useChecked(team, {
    preview: (form: RotaForm) => previewRota(team, rotaOf(form)),
    save: (form: RotaForm) => makeRota(team, rotaOf(form)),
    always: true,
    done: ({ name }) => `“${name.trim()}” is made.`,
    onDone: onMade,
    onField: (field, message) => setFaults({ [rotaField(field, values.layers.length)]: message }),
  });
  const set = (change: Partial<RotaForm>): void => {
    checked.back();
    setFaults({});
    setValues({ ...values, ...change });
  };
  const submit = (): void => {
    const found = rotaFaults(values);
    setFaults(found);
    if (Object.keys(found).length === 0) checked.check(values);
  };
  return (
    <CheckedForm frame={frame} label="New rota" save="Make it" checked={checked} onSubmit={submit} cancel={cancel}>
      <Section title="The rota">
        <div className={stack.fields}>
          <TextInput
            label="Name"
            placeholder="Primary"
            maxLength={100}
            value={values.name}
            error={faults.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <ZoneSelect
            label="Time zone"
            value={values.zone}
            error={faults.zone}
            onChange={(picked) => set({ zone: picked })}
          />
        </div>
      </Section>
      <Layers frame={frame} values={values} faults={faults} onChange={(layers) => set({ layers })} />
    </CheckedForm>
  );
}

type LayersProps = { frame: Frame; values: RotaForm; faults: Faults; onChange: (layers: LayerForm[]) => void };

/** Highest first: where a layer speaks, those below it do not. */
function Layers({ frame, values: { layers, zone }, faults, onChange }: LayersProps) {
  const opened = useOpenedAt();
  return (
    <>
      <div className={stack.group}>
        <Button size="xs" variant="default" onClick={() => onChange([newLayer(opened, zone, ""), ...layers])}>
          Add a layer on top
        </Button>
        <span className={stack.soft}>for nights, weekends, or a second shift; it wins over the layers below</span>
      </div>
      {layers.map((layer, at) => (
        <Section
          // Layers have nothing of their own before they are saved; counted from the lowest, which never moves.
          key={layers.length - at}
          title={layers.length === 1 ? "Turns" : `Layer ${layers.length - at}: ${layer.name || "no name yet"}`}
          aside={
            layers.length === 1 ? undefined : (
              <Button size="xs" variant="default" onClick={() => onChange(layers.filter((_, i) => i !== at))}>
                Remove layer {layers.length - at}
              </Button>
            )
          }
        >
          <LayerFields
            frame={frame}
            value={layer}
            faults={under(faults, `layers.${at}`)}
            zone={zone}
            onChange={(changed) => onChange(layers.map((each, i) => (i === at ? changed : each)))}
          />
        </Section>
      ))}
    </>
  );
}
