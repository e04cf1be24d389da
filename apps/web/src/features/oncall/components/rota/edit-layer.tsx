import { Button, Radio } from "@mantine/core";
import type { Rota, RotaLayer } from "@nightbell/shared/oncall/rota";
import type { Rollout } from "@nightbell/shared/oncall/rollout";
import { useState } from "react";
import { absolute } from "../../../../lib/time/format.ts";
import { useOpenedAt, useZone } from "../../../../lib/time/use-now.ts";
import { Section } from "../../../../ui/section.tsx";
import stack from "../../../../ui/stack.module.css";
import { changeLayer, type LayerEdit, previewLayer } from "../../api/save-rota.ts";
import { changeOf, type Faults, layerFaults, layerField, type LayerForm, layerFormOf } from "../../model/rota-form.ts";
import { layerSentence, pendingFrom, ROLLOUT_WORDS, ROLLOUTS, windowsSentence } from "../../model/rota-words.ts";
import { useInPlace } from "../focus.ts";
import type { Frame } from "../frame.ts";
import { useChecked } from "../use-checked.ts";
import { CheckedForm } from "./checked-form.tsx";
import { DeleteLayer } from "./delete-layer.tsx";
import { LayerFields } from "./layer-fields.tsx";

type Props = { frame: Frame; rota: Rota; layer: RotaLayer };

/** One layer as a sentence; its form opens in place. */
export function LayerCard({ frame, rota, layer }: Props) {
  const editor = useInPlace<true>();
  const now = useOpenedAt();
  const zone = useZone();
  const pending = pendingFrom(layer, now);
  const form = layerFormOf(layer, rota.zone, now);
  return (
    <Section title={layer.name}>
      {editor.shown ? (
        <EditLayer frame={frame} rota={rota} layer={layer} onClose={editor.close} />
      ) : (
        <div className={stack.stack}>
          <p>
            {layerSentence(form, frame.names)} {windowsSentence(form.windows)}
          </p>
          {pending === null ? null : <p className={stack.soft}>It turns so from {absolute(pending, now, zone)} on.</p>}
          <div className={stack.group}>
            <Button size="xs" variant="default" autoFocus={editor.back} onClick={() => editor.open(true)}>
              Edit {layer.name}
            </Button>
            {rota.layers.length > 1 ? <DeleteLayer frame={frame} rota={rota} layer={layer} /> : null}
          </div>
        </div>
      )}
    </Section>
  );
}

/** Changes how a layer turns. What has been stays as it was; when the change begins is the person's choice. */
function EditLayer({ frame, rota, layer, onClose }: Props & { onClose: () => void }) {
  const opened = useOpenedAt();
  const [initial] = useState(() => layerFormOf(layer, rota.zone, opened));
  const [values, setValues] = useState(initial);
  const [rollout, setRollout] = useState<Rollout>("after shift");
  const [faults, setFaults] = useState<Faults>({});
  const { team } = frame;
  const checked = useChecked(team, {
    preview: (edit: LayerEdit) => previewLayer(team, rota.id, edit),
    save: (edit: LayerEdit) => changeLayer(team, rota.id, edit),
    always: true,
    done: () => "The layer is changed.",
    onDone: onClose,
    onField: (field, message) => setFaults({ [layerField(field)]: message }),
  });
  const set = (form: LayerForm): void => {
    checked.back();
    setFaults({});
    setValues(form);
  };
  const submit = (): void => {
    const found = layerFaults(values);
    setFaults(found);
    const name = values.name.trim();
    const edit = { layer: layer.id, change: changeOf(values, initial), rollout };
    const nothing = Object.keys(edit.change).length === 0 && name === layer.name;
    if (nothing) onClose();
    else if (Object.keys(found).length === 0) checked.check(name === layer.name ? edit : { ...edit, name });
  };
  const cancel = (
    <Button variant="subtle" onClick={onClose}>
      Cancel
    </Button>
  );
  return (
    <CheckedForm
      frame={frame}
      label={`Edit ${layer.name}`}
      opened
      save="Save"
      checked={checked}
      onSubmit={submit}
      cancel={cancel}
    >
      <LayerFields frame={frame} value={values} faults={faults} zone={rota.zone} onChange={set} />
      <RolloutChoice
        value={rollout}
        onChange={(picked) => {
          checked.back();
          setRollout(picked);
        }}
      />
    </CheckedForm>
  );
}

function RolloutChoice({ value, onChange }: { value: Rollout; onChange: (value: Rollout) => void }) {
  return (
    <Radio.Group
      label="When it begins"
      value={value}
      onChange={(picked) => {
        const known = ROLLOUTS.find((rollout) => rollout === picked);
        if (known) onChange(known);
      }}
    >
      <div className={stack.stack} style={{ paddingTop: 8 }}>
        {ROLLOUTS.map((rollout) => (
          <Radio key={rollout} value={rollout} {...ROLLOUT_WORDS[rollout]} />
        ))}
      </div>
    </Radio.Group>
  );
}
