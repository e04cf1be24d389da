import { NativeSelect, NumberInput } from "@mantine/core";
import type { ReactNode } from "react";
import stack from "../stack.module.css";
import { type AlertingForm, type AlertingKind, alertOptions, chosen, type Hears, tells } from "./alerting-form.ts";
import { ParentFields } from "./parent-fields.tsx";

type Props = {
  kind: AlertingKind;
  value: AlertingForm;
  onValue: (value: AlertingForm) => void;
  parents: readonly string[];
  onParents: (parents: string[]) => void;
  /** The form's faults by field, those of the card under `alerting.…` and `parents`. */
  errors: Record<string, ReactNode>;
  clearError: (field: string) => void;
  hears: Hears;
};

const URGENT: Record<AlertingKind, string> = {
  monitor: "it is down, or comes and goes",
  heartbeat: "it is down, or breaks a limit that pages",
};

/** Who hears about failures: by which policy they page, what is only told, and what it stands on. */
export function AlertingFields({ kind, value, onValue, parents, onParents, errors, clearError, hears }: Props) {
  const set = (field: keyof AlertingForm, typed: string | number): void => {
    clearError(`alerting.${field}`);
    onValue(chosen({ ...value, [field]: typed }, kind));
  };
  return (
    <div className={stack.stack}>
      <div className={stack.fields}>
        <NativeSelect
          label={kind === "monitor" ? "Urgent failures" : "Failures"}
          description={URGENT[kind]}
          data={alertOptions(hears.policies, value.urgent)}
          value={value.urgent}
          error={errors["alerting.urgent"]}
          onChange={({ currentTarget }) => set("urgent", currentTarget.value)}
        />
        {kind === "monitor" ? (
          <NativeSelect
            label="Other findings"
            description="slow, failing in one region, running out soon"
            data={alertOptions(hears.policies, value.other)}
            value={value.other}
            error={errors["alerting.other"]}
            onChange={({ currentTarget }) => set("other", currentTarget.value)}
          />
        ) : null}
      </div>
      {value.urgent === "tell" ? (
        <p className={stack.soft}>Nobody is rung when it is down, unless you say below after how long.</p>
      ) : null}
      {tells(value, kind) ? (
        <NumberInput
          label="What was only told pages after"
          description="minutes open; empty: never"
          suffix=" min"
          placeholder="never"
          min={1}
          maw={320}
          allowDecimal={false}
          clampBehavior="none"
          value={value.pageAfter}
          error={errors["alerting.pageAfter"]}
          onChange={(minutes) => set("pageAfter", minutes)}
        />
      ) : null}
      <ParentFields parents={parents} onParents={onParents} things={hears.things} error={errors["parents"]} />
    </div>
  );
}
