import { Button, Textarea, TextInput } from "@mantine/core";
import { use } from "react";
import stack from "../../../../ui/stack.module.css";
import { keptOf } from "../../model/form-secrets.ts";
import classes from "./form.module.css";
import { type Form, StoredSecrets } from "./form-type.ts";

type Props = {
  form: Form;
  /** The secret's name. */
  name: string;
  label: string;
  /** Holds several lines, such as a certificate in PEM. */
  lines?: boolean;
};

/** A secret's value: written here, kept by the server, and never shown again. One that is kept can be replaced. */
export function SecretInput({ form, name, label, lines = false }: Props) {
  const stored = use(StoredSecrets);
  const isKept = keptOf(form.values, stored).includes(name);
  const typed = form.values.typed[name];
  const set = (value: string): void => {
    form.clearFieldError(`typed.${name}`);
    form.setFieldValue("typed", { ...form.values.typed, [name]: value });
  };
  const keep = (): void => {
    const { [name]: _, ...others } = form.values.typed;
    form.clearFieldError(`typed.${name}`);
    form.setFieldValue("typed", others);
  };
  if (isKept && typed === undefined) return <Kept label={label} onReplace={() => set("")} />;
  const Field = lines ? Textarea : TextInput;
  const isLost = !isKept && stored.names.includes(name);
  return (
    <div className={stack.tight}>
      <Field
        label={label}
        description={isLost ? "for the other host it must be typed again" : "kept encrypted, and never shown again"}
        inputWrapperOrder={["label", "input", "description", "error"]}
        required
        autoComplete="new-password"
        spellCheck={false}
        {...(lines
          ? { autosize: true, minRows: 3, maxRows: 8, classNames: { input: stack.mono ?? "" } }
          : { type: "password" })}
        value={typed ?? ""}
        error={form.errors[`typed.${name}`]}
        onChange={(event: { currentTarget: { value: string } }) => set(event.currentTarget.value)}
      />
      {isKept ? (
        <div>
          <Button size="compact-sm" variant="subtle" onClick={keep}>
            Keep the old one
          </Button>
        </div>
      ) : null}
    </div>
  );
}

type KeptProps = { label: string; onReplace: () => void; children?: React.ReactNode };

/** A stored secret, of which only the name is known here. */
export function Kept({ label, onReplace, children }: KeptProps) {
  return (
    <div className={classes.kept}>
      <span className={classes.keptName}>{label}</span>
      <span className={stack.soft}>kept</span>
      <Button size="xs" variant="default" aria-label={`Replace ${label}`} onClick={onReplace}>
        Replace
      </Button>
      {children}
    </div>
  );
}
