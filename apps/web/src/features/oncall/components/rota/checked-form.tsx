import { Button } from "@mantine/core";
import type { EditPreview } from "@nightbell/shared/views/on-call-views";
import type { ReactNode } from "react";
import stack from "../../../../ui/stack.module.css";
import { takeFocus } from "../focus.ts";
import type { Frame } from "../frame.ts";
import { BeforeSaving } from "../new-gaps.tsx";
import type { Checked } from "../use-checked.ts";
import { ComingDays } from "./coming-days.tsx";

type Props<Input> = {
  frame: Frame;
  label: string;
  /** It opened because somebody asked for it. */
  opened?: boolean;
  /** On the button that looks first. */
  submit?: string;
  /** On the button that saves, once the preview is seen. */
  save: string;
  checked: Checked<Input, EditPreview>;
  onSubmit: () => void;
  cancel: ReactNode;
  children: ReactNode;
};

/** A form of a rota: its fields, then what they would do over the next 14 days, then the button that saves. */
export function CheckedForm<Input>({
  frame,
  label,
  opened = false,
  submit = "See what it does",
  save,
  checked,
  onSubmit,
  cancel,
  children,
}: Props<Input>) {
  return (
    <form
      className={stack.stack}
      ref={opened ? takeFocus : null}
      tabIndex={-1}
      noValidate
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
      {checked.asked === null ? (
        <div className={stack.group}>
          <Button type="submit" loading={checked.busy}>
            {submit}
          </Button>
          {cancel}
        </div>
      ) : (
        <BeforeSaving
          gaps={checked.asked.newGaps}
          save={save}
          busy={checked.busy}
          onSave={checked.yes}
          onBack={checked.back}
        >
          <ComingDays frame={frame} shifts={checked.asked.final} />
        </BeforeSaving>
      )}
    </form>
  );
}
