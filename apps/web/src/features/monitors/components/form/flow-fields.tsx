import { Button } from "@mantine/core";
import { flushSync } from "react-dom";
import stack from "../../../../ui/stack.module.css";
import { newStep } from "../../model/form-check.ts";
import { FlowStep } from "./flow-step.tsx";
import classes from "./form.module.css";
import type { Form } from "./form-type.ts";

const MOST = 10;
const PATH = "check.flow.steps";

/** The steps of a flow: to add, to fold, to move, to remove. */
export function FlowFields({ form }: { form: Form }) {
  const { steps } = form.values.check.flow;
  const add = (): void => {
    const id = Math.max(-1, ...steps.map((step) => step.id)) + 1;
    flushSync(() => form.insertListItem(PATH, newStep(id)));
    document.querySelector<HTMLElement>(`[data-path="${PATH}.${steps.length}.name"]`)?.focus();
  };
  const fault = form.errors[PATH];
  return (
    <div className={classes.rows}>
      <p className={stack.soft}>
        One request after another, in 20 seconds all together. The first step that fails is named.
      </p>
      {steps.map((step, index) => (
        <FlowStep key={step.id} form={form} step={step} index={index} count={steps.length} />
      ))}
      {fault === undefined ? null : (
        <p className={classes.fault} role="alert">
          {fault}
        </p>
      )}
      {steps.length >= MOST ? null : (
        <div>
          <Button size="xs" variant="default" data-add-step onClick={add}>
            Add a step
          </Button>
        </div>
      )}
    </div>
  );
}
