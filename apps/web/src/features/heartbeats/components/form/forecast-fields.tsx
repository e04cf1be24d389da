import { Button, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import type { Forecast } from "@nightbell/shared/heartbeat/insight/insight";
import { NEW_FORECAST } from "../../model/form.ts";
import type { Form } from "./form-type.ts";
import classes from "./rule-fields.module.css";

const MOST = 10;
const DIRECTIONS = [
  { value: "up", label: "grows to" },
  { value: "down", label: "falls to" },
] satisfies { value: Forecast["direction"]; label: string }[];

/** "Tell before disk_bytes grows to 500 GB": any number of such rules. */
export function ForecastFields({ form }: { form: Form }) {
  return (
    <>
      {form.values.forecasts.map((_, index) => (
        <Row key={form.key(`forecasts.${index}`)} form={form} index={index} />
      ))}
      {form.values.forecasts.length >= MOST ? null : (
        <div>
          <Button size="xs" variant="default" onClick={() => form.insertListItem("forecasts", { ...NEW_FORECAST })}>
            Add a forecast
          </Button>
          <span className={classes.hint}> such as: tell a day before disk_bytes grows to its limit</span>
        </div>
      )}
    </>
  );
}

function Row({ form, index }: { form: Form; index: number }) {
  const field = (part: keyof Forecast) => form.getInputProps(`forecasts.${index}.${part}`);
  return (
    <fieldset className={classes.rule} aria-label={`Forecast ${index + 1}`}>
      <TextInput
        label="Metric"
        placeholder="disk_bytes"
        spellCheck={false}
        autoCapitalize="none"
        {...field("metric")}
      />
      <NativeSelect label="Direction" data={DIRECTIONS} {...field("direction")} />
      <NumberInput label="Limit" hideControls thousandSeparator="," {...field("limit")} />
      <Button
        className={classes.remove ?? ""}
        size="xs"
        variant="default"
        onClick={() => form.removeListItem("forecasts", index)}
      >
        Remove
      </Button>
    </fieldset>
  );
}
