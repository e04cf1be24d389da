import { Button, Checkbox } from "@mantine/core";
import { flushSync } from "react-dom";
import { AmountInput } from "../../../ui/amount-input.tsx";
import stack from "../../../ui/stack.module.css";
import { newStep } from "../model/form.ts";
import { type TargetChoice, withGone } from "../model/targets.ts";
import type { Form } from "./form-type.ts";
import { PlanFields } from "./plan-fields.tsx";
import classes from "./policies.module.css";

type Props = { form: Form; choices: readonly TargetChoice[] };

const MOST = 10;

/** The steps in their order, each with buttons that move it. */
export function StepFields({ form, choices }: Props) {
  const { steps } = form.values;
  return (
    <div className={stack.stack}>
      {steps.map((_, index) => (
        <Step key={form.key(`steps.${index}`)} form={form} index={index} choices={choices} />
      ))}
      {steps.length >= MOST ? (
        <p className={stack.soft}>Ten steps are the most.</p>
      ) : (
        <div>
          <Button size="xs" variant="default" onClick={() => form.insertListItem("steps", newStep())}>
            Add a step
          </Button>
        </div>
      )}
    </div>
  );
}

function Step({ form, index, choices }: Props & { index: number }) {
  const step = form.values.steps[index];
  if (step === undefined) return null;
  const asksSomebody = step.targets.some((target) => !target.startsWith("channel:"));
  return (
    <fieldset className={classes.step} aria-label={`Step ${index + 1}`}>
      <StepHead form={form} index={index} />
      <Checkbox.Group label="Asks" {...form.getInputProps(`steps.${index}.targets`)}>
        <div className={stack.choices}>
          {withGone(choices, step.targets).map(({ value, label, about }) => (
            <Checkbox key={value} value={value} label={label} description={about} />
          ))}
        </div>
      </Checkbox.Group>
      {asksSomebody ? <PlanFields form={form} index={index} /> : null}
      <AmountInput
        label="Then it moves on after"
        description="from 30 seconds to a day"
        value={step.wait}
        error={form.errors[`steps.${index}.wait`]}
        onChange={(amount) => form.setFieldValue(`steps.${index}.wait`, amount)}
      />
    </fieldset>
  );
}

const buttonId = (index: number, way: Way): string => `step-${index}-${way}`;
type Way = "up" | "down";

function StepHead({ form, index }: { form: Form; index: number }) {
  const last = form.values.steps.length - 1;
  const move = (to: number, way: Way): void => {
    flushSync(() => form.reorderListItem("steps", { from: index, to }));
    // The focus goes along, so that pressing again moves the same step on.
    const other = way === "up" ? "down" : "up";
    const stays = to === (way === "up" ? 0 : last) ? other : way;
    document.getElementById(buttonId(to, stays))?.focus();
  };
  const button = (way: Way, word: string, to: number) => (
    <Button
      id={buttonId(index, way)}
      size="xs"
      variant="default"
      disabled={to < 0 || to > last}
      aria-label={`Move step ${index + 1} ${way}`}
      onClick={() => move(to, way)}
    >
      {word}
    </Button>
  );
  return (
    <div className={classes.head}>
      <strong>Step {index + 1}</strong>
      {last === 0 ? null : (
        <span className={stack.group}>
          {button("up", "Up", index - 1)}
          {button("down", "Down", index + 1)}
          <Button
            size="xs"
            variant="default"
            aria-label={`Remove step ${index + 1}`}
            onClick={() => form.removeListItem("steps", index)}
          >
            Remove
          </Button>
        </span>
      )}
    </div>
  );
}
