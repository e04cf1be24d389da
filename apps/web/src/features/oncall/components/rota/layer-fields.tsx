import { Checkbox, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { UNITS } from "@nightbell/shared/oncall/rota";
import { Advanced } from "../../../../ui/advanced.tsx";
import stack from "../../../../ui/stack.module.css";
import { ZoneSelect } from "../../../../ui/zone-select.tsx";
import { type Faults, type LayerForm, under } from "../../model/rota-form.ts";
import { layerSentence } from "../../model/rota-words.ts";
import type { Frame } from "../frame.ts";
import { Slots } from "./slots.tsx";
import { Windows } from "./windows.tsx";

type Props = {
  frame: Frame;
  value: LayerForm;
  faults: Faults;
  /** Of the rota; the layer's own where it has none. */
  zone: string;
  onChange: (value: LayerForm) => void;
};

/** One layer: who takes turns in which order, how long a turn is, when hand-over is, and at which hours it speaks. */
export function LayerFields({ frame, value, faults, zone, onChange }: Props) {
  const set = (change: Partial<LayerForm>): void => onChange({ ...value, ...change });
  const hours = under(faults, "windows");
  return (
    <div className={stack.stack}>
      <TextInput
        label="Name of the layer"
        maxLength={100}
        value={value.name}
        error={faults.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Slots frame={frame} slots={value.slots} fault={faults.slots} onChange={(slots) => set({ slots })} />
      <Turns value={value} faults={faults} onChange={set} />
      <p className={stack.soft} aria-live="polite">
        {layerSentence({ ...value, zone: value.ownZone ? value.zone : zone }, frame.names)}
      </p>
      <Advanced
        title="Only at some hours, or in a zone of its own"
        needed={value.windows.length > 0 || value.ownZone || Object.keys(hours).length > 0}
      >
        <div className={stack.stack}>
          <Windows windows={value.windows} faults={hours} onChange={(windows) => set({ windows })} />
          <Checkbox
            label="Its own time zone"
            description="else it reads its times in the rota’s"
            checked={value.ownZone}
            onChange={(event) => set({ ownZone: event.currentTarget.checked })}
          />
          {value.ownZone ? (
            <ZoneSelect
              label="Zone of the layer"
              value={value.zone}
              error={faults.zone}
              onChange={(own) => set({ zone: own })}
            />
          ) : null}
        </div>
      </Advanced>
    </div>
  );
}

type TurnProps = Pick<Props, "value" | "faults"> & { onChange: (change: Partial<LayerForm>) => void };

/** How long a turn is, and when hand-over is. */
function Turns({ value, faults, onChange }: TurnProps) {
  return (
    <div className={stack.fields}>
      <NumberInput
        label="Hand-over every"
        min={1}
        max={366}
        allowDecimal={false}
        value={value.every}
        error={faults.every}
        onChange={(every) => onChange({ every })}
      />
      <NativeSelect
        label="Unit"
        value={value.unit}
        data={UNITS.map((unit) => ({ value: unit, label: Number(value.every) === 1 ? unit : `${unit}s` }))}
        onChange={(event) => {
          const unit = UNITS.find((known) => known === event.currentTarget.value);
          if (unit) onChange({ unit });
        }}
      />
      <TextInput
        type="time"
        label="Hand-over at"
        value={value.at}
        error={faults.at}
        onChange={(event) => onChange({ at: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label="First day"
        description="of the first in the list"
        inputWrapperOrder={["label", "input", "description", "error"]}
        value={value.firstDay}
        error={faults.firstDay}
        onChange={(event) => onChange({ firstDay: event.currentTarget.value })}
      />
    </div>
  );
}
