import { Button } from "@mantine/core";
import type { Rota, RotaLayer } from "@nightbell/shared/oncall/rota";
import { notifyError } from "../../../../lib/notice.ts";
import { deleteLayer, previewRota } from "../../api/save-rota.ts";
import type { Frame } from "../frame.ts";
import { BeforeSaving } from "../new-gaps.tsx";
import { useChecked } from "../use-checked.ts";
import { ComingDays } from "./coming-days.tsx";

type Props = { frame: Frame; rota: Rota; layer: RotaLayer };

/** Deletes a layer, once its gaps have been seen. The layers below it have its time then. */
export function DeleteLayer({ frame, rota, layer }: Props) {
  const { team } = frame;
  const { id, name, zone } = rota;
  const layers = rota.layers.filter((each) => each.id !== layer.id);
  const checked = useChecked(team, {
    preview: (_: null) => previewRota(team, { name, zone, layers }, id),
    save: (_: null) => deleteLayer(team, id, layer.id),
    always: true,
    done: () => `“${layer.name}” is deleted.`,
    onField: (_, message) => notifyError(new Error(message)),
  });
  if (checked.asked === null)
    return (
      <Button size="xs" variant="default" loading={checked.busy} onClick={() => checked.check(null)}>
        Delete {layer.name}…
      </Button>
    );
  return (
    <BeforeSaving
      gaps={checked.asked.newGaps}
      save="Delete"
      busy={checked.busy}
      onSave={checked.yes}
      onBack={checked.back}
    >
      <ComingDays frame={frame} shifts={checked.asked.final} />
    </BeforeSaving>
  );
}
