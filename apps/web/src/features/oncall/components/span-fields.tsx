import { TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { zoneName } from "../../../lib/time/format.ts";
import stack from "../../../ui/stack.module.css";

type Span = { from: string; until: string };
type Props = {
  /** What the first field asks for. */
  label: string;
  values: Span;
  faults: { [field in keyof Span]?: string | undefined };
  /** The zone that both are typed in. */
  zone: string;
  onChange: (change: Partial<Span>) => void;
  /** More fields beside them. */
  children?: ReactNode;
};

/** From when until when, typed as local times of one zone, which is named below. */
export function SpanFields({ label, values, faults, zone, onChange, children }: Props) {
  return (
    <div className={stack.tight}>
      <div className={stack.fields}>
        <TextInput
          type="datetime-local"
          label={label}
          value={values.from}
          error={faults.from}
          onChange={(event) => onChange({ from: event.currentTarget.value })}
        />
        <TextInput
          type="datetime-local"
          label="Until"
          value={values.until}
          error={faults.until}
          onChange={(event) => onChange({ until: event.currentTarget.value })}
        />
        {children}
      </div>
      <p className={stack.soft}>
        In {zoneName(zone)} time ({zone}).
      </p>
    </div>
  );
}
