import { Select } from "@mantine/core";

const ZONES = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

type Props = {
  label: string;
  description?: string;
  value: string;
  onChange: (zone: string) => void;
  error?: React.ReactNode;
};

/** A searchable list of time zones. A zone that this browser does not list stays selectable while it is the value. */
export function ZoneSelect({ label, description, value, onChange, error }: Props) {
  return (
    <Select
      label={label}
      description={description}
      error={error}
      searchable
      allowDeselect={false}
      limit={60}
      value={value}
      data={ZONES.includes(value) ? ZONES : [value, ...ZONES]}
      nothingFoundMessage="No such zone"
      onChange={(zone) => zone !== null && onChange(zone)}
    />
  );
}
