import { Button } from "@mantine/core";
import { type ReactNode, useRef } from "react";
import { flushSync } from "react-dom";
import classes from "./form.module.css";
import type { Form } from "./form-type.ts";

type Props<Row> = {
  form: Form;
  /** Where the list stands in the form. */
  path: string;
  rows: readonly Row[];
  /** One of them, as in "Add a header". */
  noun: string;
  blank: Row;
  most: number;
  hint?: ReactNode;
  /** The fields of one row, at its path. */
  children: (path: string, row: Row) => ReactNode;
};

const article = (noun: string): string => (/^[aeiou]/i.test(noun) ? "an" : "a");

/** Any number of rows of the same fields. Adding leads to the new row's first field, removing back to the button. */
export function RowList<Row extends object>({ form, path, rows, noun, blank, most, hint, children }: Props<Row>) {
  const box = useRef<HTMLDivElement>(null);
  const add = (): void => {
    flushSync(() => form.insertListItem(path, { ...blank }));
    const fieldsets = [...(box.current?.querySelectorAll("fieldset") ?? [])];
    fieldsets.at(-1)?.querySelector<HTMLElement>("input, select, textarea")?.focus();
  };
  const remove = (index: number): void => {
    flushSync(() => form.removeListItem(path, index));
    box.current?.querySelector<HTMLElement>("[data-add]")?.focus();
  };
  const fault = form.errors[path];
  const name = `${noun.charAt(0).toUpperCase()}${noun.slice(1)}`;
  return (
    <div ref={box} className={classes.rows}>
      {rows.map((row, index) => (
        <fieldset key={form.key(`${path}.${index}`)} className={classes.row} aria-label={`${name} ${index + 1}`}>
          {children(`${path}.${index}`, row)}
          <Button
            className={classes.remove ?? ""}
            size="xs"
            variant="default"
            aria-label={`Remove ${noun} ${index + 1}`}
            onClick={() => remove(index)}
          >
            Remove
          </Button>
        </fieldset>
      ))}
      {fault === undefined ? null : (
        <p className={classes.fault} role="alert">
          {fault}
        </p>
      )}
      {rows.length >= most ? null : (
        <div>
          <Button size="xs" variant="default" data-add onClick={add}>
            Add {article(noun)} {noun}
          </Button>
          {hint === undefined ? null : <span className={classes.hint}> {hint}</span>}
        </div>
      )}
    </div>
  );
}
