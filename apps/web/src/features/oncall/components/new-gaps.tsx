import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import stack from "../../../ui/stack.module.css";
import { StateMark } from "../../../ui/state-mark.tsx";
import { findingMark } from "../model/words.ts";
import { takeFocus } from "./focus.ts";
import classes from "./oncall.module.css";
import type { Gaps } from "./use-checked.ts";

type Props = {
  gaps: Gaps;
  /** What else it would do, above the gaps. */
  children?: ReactNode;
  /** On the button that saves; with gaps it says that it is saved all the same. */
  save: string;
  busy: boolean;
  onSave: () => void;
  onBack: () => void;
};

/** What a change would do, before it is saved: the gaps that it would make, as sentences, and the second question. */
export function BeforeSaving({ gaps, children, save, busy, onSave, onBack }: Props) {
  return (
    <div className={classes.panel} ref={takeFocus} tabIndex={-1} role="group" aria-label="Before it is saved">
      {children}
      {gaps.length === 0 ? null : (
        <div className={stack.tight} role="alert">
          <p className={classes.warned}>
            <StateMark mark={findingMark("gap")} word={gaps.length === 1 ? "1 new gap" : `${gaps.length} new gaps`} />
          </p>
          <ul className={stack.steps}>
            {gaps.map(({ from, sentence }) => (
              <li key={from}>{sentence}</li>
            ))}
          </ul>
        </div>
      )}
      <div className={stack.group}>
        <Button color={gaps.length === 0 ? "night" : "red"} loading={busy} onClick={onSave}>
          {gaps.length === 0 ? save : `${save} anyway`}
        </Button>
        <Button
          variant="default"
          disabled={busy}
          onClick={(event) => {
            // This button goes: the keyboard goes on in the form.
            event.currentTarget.form?.focus();
            onBack();
          }}
        >
          Change it
        </Button>
      </div>
    </div>
  );
}
