import { Section } from "../../../../ui/section.tsx";
import classes from "./import.module.css";

/** Lines of the list that are no address. */
export function Unreadable({ lines }: { lines: readonly { line: number; text: string }[] }) {
  if (lines.length === 0) return null;
  return (
    <Section title="Not read" flush>
      <ul className={classes.found}>
        {lines.map(({ line, text }) => (
          <li key={line} className={classes.one}>
            Line {line}: <code>{text}</code>
          </li>
        ))}
      </ul>
    </Section>
  );
}
