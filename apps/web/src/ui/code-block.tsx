import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import classes from "./code-block.module.css";

type Props = { code: string; label: string; hotkey?: string };

/** Text to take along, with a button that copies it. A single line is shown to its end; several keep their shape. */
export function CodeBlock({ code, label, hotkey }: Props) {
  const clipboard = useClipboard({ timeout: 2000 });
  return (
    <div className={classes.block}>
      <pre className={classes.code} data-wrapped={!code.includes("\n") || undefined} aria-label={label} tabIndex={0}>
        <code>{code}</code>
      </pre>
      <Button
        size="xs"
        variant="default"
        className={classes.copy}
        data-key={hotkey}
        onClick={() => clipboard.copy(code)}
      >
        {clipboard.copied ? "Copied" : "Copy"}
      </Button>
    </div>
  );
}

/** Text that somebody else wrote, kept as it is: a response, a job's output. */
export function Excerpt({ text, label }: { text: string; label: string }) {
  return (
    <pre className={classes.excerpt} aria-label={label} tabIndex={0}>
      {text}
    </pre>
  );
}
