import { Button, TextInput } from "@mantine/core";
import { type MouseEvent, useState } from "react";
import { flushSync } from "react-dom";
import { Advanced } from "../../../../ui/advanced.tsx";
import stack from "../../../../ui/stack.module.css";
import type { StepForm } from "../../model/form-check.ts";
import { ExpectFields } from "./expect-fields.tsx";
import classes from "./form.module.css";
import type { Form } from "./form-type.ts";
import { RequestFields } from "./request-fields.tsx";
import { UrlFields } from "./web-fields.tsx";
import { ExtractRows } from "./web-rows.tsx";

const PATH = "check.flow.steps";
type Props = { form: Form; step: StepForm; index: number; count: number };

/** One step of a flow, folded or open. A step with a fault is open. */
export function FlowStep({ form, step, index, count }: Props) {
  const path = `${PATH}.${index}`;
  const [open, setOpen] = useState(step.url === "");
  const isFaulty = Object.keys(form.errors).some((field) => field.startsWith(`${path}.`));
  const sendsMore = step.headers.length > 0 || step.body !== "" || step.method !== "GET";
  return (
    <details className={classes.step} open={open || isFaulty} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {index + 1}. {step.name.trim() || "a step without a name"}
      </summary>
      <div className={classes.inside}>
        <TextInput label="Name of the step" placeholder="sign in" required {...form.getInputProps(`${path}.name`)} />
        <UrlFields form={form} path={path} />
        <Advanced title="Headers and body" needed={sendsMore}>
          <RequestFields form={form} path={path} request={step} />
        </Advanced>
        <ExpectFields form={form} path={path} expect={step} />
        <ExtractRows form={form} path={`${path}.extract`} rows={step.extract} />
        <StepButtons form={form} index={index} count={count} />
      </div>
    </details>
  );
}

function StepButtons({ form, index, count }: Omit<Props, "step">) {
  const move = (event: MouseEvent<HTMLButtonElement>, to: number): void => {
    const button = event.currentTarget;
    flushSync(() => form.reorderListItem(PATH, { from: index, to }));
    // What is moved in the document loses the focus; at the end of the list, this button is of no more use.
    const other = button.parentElement?.querySelector<HTMLElement>("button:not(:disabled)");
    (button.disabled ? other : button)?.focus();
  };
  const remove = (): void => {
    flushSync(() => form.removeListItem(PATH, index));
    document.querySelector<HTMLElement>("[data-add-step]")?.focus();
  };
  const of = `step ${index + 1}`;
  return (
    <div className={stack.group}>
      <Button
        size="xs"
        variant="default"
        aria-label={`Move ${of} up`}
        disabled={index === 0}
        onClick={(event) => move(event, index - 1)}
      >
        Move up
      </Button>
      <Button
        size="xs"
        variant="default"
        aria-label={`Move ${of} down`}
        disabled={index === count - 1}
        onClick={(event) => move(event, index + 1)}
      >
        Move down
      </Button>
      <Button size="xs" variant="default" aria-label={`Remove ${of}`} onClick={remove}>
        Remove
      </Button>
    </div>
  );
}
