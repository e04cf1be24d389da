import { Button, NativeSelect } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { AmountInput } from "../../../ui/amount-input.tsx";
import stack from "../../../ui/stack.module.css";
import { type GuardForm, newRequire } from "../model/form.ts";
import type { Watched } from "./guards-page.tsx";
import classes from "./guards.module.css";

type Props = { form: UseFormReturnType<GuardForm>; watched: Watched };
type Choice = { value: string; label: string };

/** Heartbeats and monitors that must be up, fresh and without a recent incident. */
export function RequireFields({ form, watched }: Props) {
  const all: Choice[] = [
    ...watched.heartbeats.map(({ id, name }) => ({ value: `heartbeat:${id}`, label: name })),
    ...watched.monitors.map(({ id, name }) => ({ value: `monitor:${id}`, label: `${name} (monitor)` })),
  ];
  const chosen = new Set(form.values.requires.map(({ target }) => target));
  const next = all.find(({ value }) => !chosen.has(value));
  return (
    <div className={stack.stack}>
      {form.values.requires.map(({ target, maxAge }, index) => (
        <fieldset key={form.key(`requires.${index}`)} className={classes.rule} aria-label={`Condition ${index + 1}`}>
          <NativeSelect
            className={classes.wide ?? ""}
            label="Heartbeat or monitor"
            description="up, not degraded, no incident"
            data={choicesFor(all, chosen, target)}
            {...form.getInputProps(`requires.${index}.target`)}
          />
          <div className={classes.wide}>
            <AmountInput
              label="Last success at most"
              description={
                target.startsWith("monitor:") ? "if empty, 5 minutes" : "if empty, one interval and its grace"
              }
              value={maxAge}
              onChange={(amount) => form.setFieldValue(`requires.${index}.maxAge`, amount)}
              error={form.errors[`requires.${index}.maxAge`]}
            />
          </div>
          <Button
            className={classes.remove ?? ""}
            size="xs"
            variant="default"
            onClick={() => form.removeListItem("requires", index)}
          >
            Remove
          </Button>
        </fieldset>
      ))}
      {next === undefined ? (
        <p className={stack.soft}>
          {all.length === 0 ? "There is no heartbeat and no monitor yet." : "All of them are there."}
        </p>
      ) : (
        <div>
          <Button size="xs" variant="default" onClick={() => form.insertListItem("requires", newRequire(next.value))}>
            Add a condition
          </Button>
        </div>
      )}
    </div>
  );
}

/** Each thing once; one that was deleted meanwhile keeps its place, or the form would name another. */
function choicesFor(all: readonly Choice[], chosen: ReadonlySet<string>, own: string): Choice[] {
  const free = all.filter(({ value }) => value === own || !chosen.has(value));
  return free.some(({ value }) => value === own)
    ? free
    : [{ value: own, label: "something that was deleted" }, ...free];
}
