import { Checkbox, NativeSelect } from "@mantine/core";
import { REGIONS } from "@nightbell/shared/check/region";
import type { ProbeView } from "@nightbell/shared/views/monitor-views";
import stack from "../../../../ui/stack.module.css";
import { REGION_NAMES } from "../../model/regions.ts";
import { isPrivateOnly, type MonitorForm } from "../../model/form.ts";
import type { Form } from "./form-type.ts";

type Probes = readonly Pick<ProbeView, "id" | "name">[];
const OURS = "";

/** Who asks: regions of ours, or a probe in the team's own network. */
export function WhereFields({ form, probes }: { form: Form; probes: Probes }) {
  const { probe, regions } = form.values;
  return (
    <>
      {probes.length === 0 && probe === null ? null : <Asker form={form} probes={probes} />}
      {probe === null && !isPrivateOnly(form.values) ? (
        <RegionFields
          value={regions}
          error={form.errors["regions"]}
          onChange={(next) => {
            form.clearFieldError("regions");
            form.setFieldValue("regions", next);
          }}
        />
      ) : null}
    </>
  );
}

function Asker({ form, probes }: { form: Form; probes: Probes }) {
  const { probe } = form.values;
  const known = probes.some(({ id }) => id === probe);
  const choose = (value: string): void => {
    form.clearFieldError("regions");
    form.setFieldValue("probe", value === OURS ? null : (value as MonitorForm["probe"]));
  };
  return (
    <NativeSelect
      label="Asked by"
      maw={320}
      data={[
        { value: OURS, label: isPrivateOnly(form.values) ? "choose your probe" : "our regions" },
        ...probes.map(({ id, name }) => ({ value: id, label: `your probe ${name}` })),
        ...(known || probe === null ? [] : [{ value: probe, label: "a probe that is not registered any more" }]),
      ]}
      value={probe ?? OURS}
      error={probe === null && !isPrivateOnly(form.values) ? null : form.errors["regions"]}
      onChange={(event) => choose(event.currentTarget.value)}
    />
  );
}

type RegionProps = {
  value: MonitorForm["regions"];
  onChange: (regions: MonitorForm["regions"]) => void;
  error: React.ReactNode;
};

/** Which of our regions ask. */
export function RegionFields({ value, onChange, error }: RegionProps) {
  return (
    <Checkbox.Group
      label="Checked from"
      description="at least two, so that no single place decides"
      value={value}
      error={error}
      onChange={(ids) => onChange(REGIONS.filter((region) => ids.includes(region)))}
    >
      <div className={stack.choices}>
        {REGIONS.map((region) => (
          <Checkbox key={region} value={region} label={REGION_NAMES[region]} />
        ))}
      </div>
    </Checkbox.Group>
  );
}
