import type { Overview } from "@nightbell/shared/views/views";
import { PlainLink } from "../../../ui/plain-link.tsx";
import { Section } from "../../../ui/section.tsx";
import classes from "./attention.module.css";

/** Open questions about being covered, worst first. */
export function Attention({ items }: { items: Overview["attention"] }) {
  return (
    <Section title="Needs attention" tone="late">
      <ul className={classes.list}>
        {items.map((item) => (
          <li key={item.kind + item.text}>
            {item.link === null ? item.text : <PlainLink href={item.link}>{item.text}</PlainLink>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
