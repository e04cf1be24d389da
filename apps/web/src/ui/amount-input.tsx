import { Group, NativeSelect, NumberInput } from "@mantine/core";
import { type Amount, UNITS } from "../lib/time/units.ts";

type Props = {
  label: string;
  description?: string;
  value: Amount;
  onChange: (value: Amount) => void;
  error?: React.ReactNode;
  min?: number;
};

/** A number and its unit, side by side. */
export function AmountInput({ label, description, value, onChange, error, min = 1 }: Props) {
  const unit = (
    <NativeSelect
      aria-label={`${label}: unit`}
      value={value.unit}
      data={[...UNITS]}
      onChange={(event) => {
        const picked = UNITS.find((known) => known === event.currentTarget.value);
        if (picked) onChange({ ...value, unit: picked });
      }}
    />
  );
  return (
    <Group align="flex-end" gap="xs" wrap="nowrap">
      <NumberInput
        label={label}
        description={description}
        error={error}
        value={value.count}
        min={min}
        allowDecimal={false}
        onChange={(count) => onChange({ ...value, count })}
        flex={1}
      />
      {unit}
    </Group>
  );
}
