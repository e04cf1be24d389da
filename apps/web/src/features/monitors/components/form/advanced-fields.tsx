import { Checkbox, NumberInput } from "@mantine/core";
import type { ProbeView } from "@nightbell/shared/views/monitor-views";
import { Advanced } from "../../../../ui/advanced.tsx";
import stack from "../../../../ui/stack.module.css";
import { isAdvanced } from "../../model/form-faults.ts";
import type { Form } from "./form-type.ts";
import { NetworkFields } from "./network-fields.tsx";
import { SecretFields } from "./secret-fields.tsx";
import { WhereFields } from "./where-fields.tsx";

type Props = { form: Form; probes: readonly Pick<ProbeView, "id" | "name">[]; needed: boolean };

/** What most people leave alone. Open when it holds a fault, or what cannot do without. */
export function AdvancedFields({ form, probes, needed }: Props) {
  const faulty = Object.keys(form.errors).some((field) => isAdvanced(field, form.values));
  return (
    <Advanced title="Regions, times and secrets" needed={faulty || needed}>
      <WhereFields form={form} probes={probes} />
      {form.values.probe === null ? null : <NetworkFields form={form} />}
      <TimeFields form={form} />
      <SecretFields form={form} />
    </Advanced>
  );
}

/** How long an answer may take, and how long it must be well again. */
function TimeFields({ form }: { form: Form }) {
  const seconds = { suffix: " s", min: 0, clampBehavior: "none", decimalScale: 3, hideControls: true } as const;
  return (
    <>
      <div className={stack.fields}>
        <NumberInput label="Give up after" {...seconds} {...form.getInputProps("timeoutSeconds")} />
        <NumberInput
          label="Recovered after passing for"
          {...seconds}
          decimalScale={0}
          {...form.getInputProps("recoverySeconds")}
        />
      </div>
      <div className={stack.fields}>
        <NumberInput
          label="Slow after"
          description="shown and told, never paged"
          placeholder="never"
          {...seconds}
          {...form.getInputProps("slowSeconds")}
        />
        <NumberInput
          label="Failed after"
          description="although an answer came"
          placeholder="at the time-out"
          {...seconds}
          {...form.getInputProps("failSeconds")}
        />
      </div>
      <Checkbox
        label="Ask every region each time"
        description="otherwise one in turn, and the others when it fails"
        {...form.getInputProps("everyRegion", { type: "checkbox" })}
      />
    </>
  );
}
