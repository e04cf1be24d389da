import { Button, NativeSelect, SegmentedControl } from "@mantine/core";
import { AmountInput } from "../../../ui/amount-input.tsx";
import stack from "../../../ui/stack.module.css";
import { STANDARD_PLAN } from "@nightbell/shared/paging/ladder";
import { rungForms, type RungForm } from "../model/form.ts";
import { callsNobody } from "../model/words.ts";
import { toSeconds } from "../../../lib/time/units.ts";
import type { Form } from "./form-type.ts";
import classes from "./policies.module.css";

const MOST = 12;
const VIAS = [
  { value: "push", label: "push" },
  { value: "sms", label: "SMS" },
  { value: "voice", label: "call" },
] satisfies { value: RungForm["via"]; label: string }[];
const HOW = [
  { value: "standard", label: "As usual" },
  { value: "own", label: "Otherwise" },
];
const NEW_RUNG: RungForm = { via: "voice", after: { count: 2, unit: "minutes" } };

/** How a step asks: the standard plan, or one of its own. */
export function PlanFields({ form, index }: { form: Form; index: number }) {
  const step = form.values.steps[index];
  if (step === undefined) return null;
  const { plan, wait } = step;
  const setHow = (how: string): void =>
    form.setFieldValue(`steps.${index}.plan`, how === "own" ? rungForms(STANDARD_PLAN) : null);
  return (
    <div className={stack.tight}>
      <div>
        <SegmentedControl
          size="xs"
          aria-label={`How step ${index + 1} asks`}
          value={plan === null ? "standard" : "own"}
          data={HOW}
          onChange={setHow}
        />
      </div>
      {plan === null ? (
        <p className={stack.soft}>
          Push and SMS at once, a call after 2 and after 3 minutes.
          {callsNobody(plan, toSeconds(wait)) ? " With this wait the step moves on before it calls anybody." : ""}
        </p>
      ) : (
        <Rungs form={form} index={index} plan={plan} />
      )}
      {form.errors[`steps.${index}.plan`] === undefined ? null : (
        <p role="alert">{form.errors[`steps.${index}.plan`]}</p>
      )}
    </div>
  );
}

function Rungs({ form, index, plan }: { form: Form; index: number; plan: readonly RungForm[] }) {
  const rungs = `steps.${index}.plan` as const;
  return (
    <>
      {plan.map(({ after }, rung) => (
        <div key={form.key(`${rungs}.${rung}`)} className={classes.rung} role="group" aria-label={`Way ${rung + 1}`}>
          <NativeSelect label="By" data={VIAS} {...form.getInputProps(`${rungs}.${rung}.via`)} />
          <AmountInput
            label="After"
            min={0}
            value={after}
            error={form.errors[`${rungs}.${rung}.after`]}
            onChange={(amount) => form.setFieldValue(`${rungs}.${rung}.after`, amount)}
          />
          {plan.length === 1 ? null : (
            <Button
              size="xs"
              variant="default"
              aria-label={`Remove way ${rung + 1}`}
              onClick={() => form.removeListItem(rungs, rung)}
            >
              Remove
            </Button>
          )}
        </div>
      ))}
      {plan.length >= MOST ? null : (
        <div>
          <Button size="xs" variant="default" onClick={() => form.insertListItem(rungs, NEW_RUNG)}>
            Add a way
          </Button>
        </div>
      )}
    </>
  );
}
