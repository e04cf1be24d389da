import { Checkbox, Group, NumberInput, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { REGIONS } from "@nightbell/shared/check/settings";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import type { MonitorForm } from "../model/form.ts";
import { REGION_NAMES } from "../model/regions.ts";
import classes from "./monitor.module.css";

type Props = { form: UseFormReturnType<MonitorForm> };

/** What a good answer looks like: status and words. */
export function ContentFields({ form }: Props) {
  return (
    <div className={stack.stack}>
      <TextInput
        label="Expected status"
        description="codes and ranges, like 200-299,301"
        classNames={{ input: stack.mono ?? "" }}
        maw={320}
        {...form.getInputProps("expectedStatus")}
      />
      <div className={stack.fields}>
        <Textarea
          label="These words must be there"
          description="one phrase a line; a healthy status can hide a broken page"
          autosize
          minRows={2}
          {...form.getInputProps("present")}
        />
        <Textarea
          label="These words must not be there"
          description="one phrase a line"
          autosize
          minRows={2}
          {...form.getInputProps("absent")}
        />
      </div>
    </div>
  );
}

/** What most people leave alone. Open when it holds a fault. */
export function AdvancedFields({ form }: Props) {
  const faulty = ["timeoutSeconds", "recoverySeconds", "regions"].some((field) => field in form.errors);
  return (
    <Section>
      <details className={classes.advanced} open={faulty || undefined}>
        <summary>Regions, time-out and recovery</summary>
        <div className={stack.stack}>
          <Checkbox.Group
            label="Checked from"
            description="at least two, so that no single place decides"
            {...form.getInputProps("regions")}
          >
            <Group mt="xs" gap="lg">
              {REGIONS.map((region) => (
                <Checkbox key={region} value={region} label={REGION_NAMES[region]} />
              ))}
            </Group>
          </Checkbox.Group>
          <div className={stack.fields}>
            <NumberInput label="Give up after" suffix=" s" min={1} max={20} {...form.getInputProps("timeoutSeconds")} />
            <NumberInput
              label="Recovered after passing for"
              suffix=" s"
              min={0}
              max={3600}
              {...form.getInputProps("recoverySeconds")}
            />
          </div>
        </div>
      </details>
    </Section>
  );
}
