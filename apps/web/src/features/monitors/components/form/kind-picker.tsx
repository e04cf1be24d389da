import { Radio } from "@mantine/core";
import type { ProbeView } from "@nightbell/shared/views/monitor-views";
import { Advanced } from "../../../../ui/advanced.tsx";
import { kindOf, kindsFor, labelOf, withAsker, withType } from "../../model/kinds.ts";
import classes from "./form.module.css";
import type { Form } from "./form-type.ts";

type Props = { form: Form; probes: readonly Pick<ProbeView, "id">[]; isNew: boolean };

/** What kind of thing is watched. Of a monitor that exists, this is seldom what one came for. */
export function KindPicker({ form, probes, isNew }: Props) {
  const kinds = <Kinds form={form} probes={probes} />;
  return isNew ? kinds : <Advanced title={`Kind: ${labelOf(form.values.check.type)}`}>{kinds}</Advanced>;
}

function Kinds({ form, probes }: Omit<Props, "isNew">) {
  const { type } = form.values.check;
  const kinds = kindsFor(probes.length > 0, type);
  const choose = (value: string): void => {
    const picked = kinds.find((kind) => kind.type === value);
    if (picked === undefined) return;
    form.clearErrors();
    form.setValues(withAsker(withType(form.values, picked.type), form.values.check.type, probes));
  };
  return (
    <Radio.Group label="What should we watch?" value={kindOf(type)} onChange={choose}>
      <div className={classes.kinds}>
        {kinds.map((kind) => (
          <Radio
            key={kind.type}
            classNames={{ root: classes.kind ?? "", description: classes.kindHint ?? "" }}
            value={kind.type}
            label={kind.label}
            description={kind.hint}
          />
        ))}
      </div>
    </Radio.Group>
  );
}
