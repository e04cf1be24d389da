import { Link } from "@tanstack/react-router";
import { counted } from "../../../../lib/number.ts";
import { ButtonLink } from "../../../../ui/links.tsx";
import { Section } from "../../../../ui/section.tsx";
import stack from "../../../../ui/stack.module.css";
import classes from "./import.module.css";

type Props = { team: string; made: readonly { id: string; name: string }[] };

/** What the import has made, each with its page. */
export function ImportDone({ team, made }: Props) {
  return (
    <Section title={`${counted(made.length, "monitor")} ${made.length === 1 ? "is" : "are"} watched from now on`}>
      <div className={stack.stack}>
        <p role="status">The first results are there in a few seconds.</p>
        <ul className={classes.links}>
          {made.map(({ id, name }) => (
            <li key={id}>
              <Link to="/t/$team/monitors/$id" params={{ team, id }}>
                {name}
              </Link>
            </li>
          ))}
        </ul>
        <div>
          <ButtonLink to="/t/$team/monitors" params={{ team }} search={{}}>
            See the monitors
          </ButtonLink>
        </div>
      </div>
    </Section>
  );
}
