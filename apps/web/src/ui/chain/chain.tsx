import type { ChainView } from "@nightbell/shared/views/on-call-views";
import stack from "../stack.module.css";
import classes from "./chain.module.css";
import { chainRows } from "./chain-words.ts";

/** Who would get what and when, if something broke at an instant and nobody answered. */
export function Chain({ chain }: { chain: ChainView }) {
  const rows = chainRows(chain.lines);
  if (rows.length === 0) return <p className={stack.soft}>Nobody would hear of it.</p>;
  return (
    <ol className={classes.rows}>
      {rows.map(({ at, text }) => (
        <li key={at} className={classes.row}>
          <span className={classes.at}>{at}</span>
          <span>{text}</span>
        </li>
      ))}
    </ol>
  );
}
