import { Button, Kbd } from "@mantine/core";
import { PLACES } from "./nav.ts";
import classes from "./key-help.module.css";

const KEYS = [
  ["a", "acknowledge"],
  ["n", "write a note"],
  ["r", "resolve, after a question"],
  ["p", "pause or resume"],
  ["e", "edit"],
  ["c", "copy the snippet"],
  ["/", "filter"],
  ["j k", "next and previous row"],
  ["?", "this list"],
] as const;

/** The keyboard's list, beside the page and not over it. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  return (
    <aside className={classes.help} aria-label="Keyboard shortcuts">
      <div className={classes.head}>
        <strong>Keys</strong>
        <Button size="compact-sm" variant="subtle" onClick={onClose}>
          Close
        </Button>
      </div>
      <dl className={classes.list}>
        {PLACES.map((place) =>
          place.key === null ? null : <Line key={place.key} keys={`g ${place.key}`} word={place.word} />,
        )}
        {KEYS.map(([keys, word]) => (
          <Line key={keys} keys={keys} word={word} />
        ))}
      </dl>
    </aside>
  );
}

function Line({ keys, word }: { keys: string; word: string }) {
  return (
    <div className={classes.line}>
      <dt>
        {keys.split(" ").map((key) => (
          <Kbd key={key} size="sm">
            {key}
          </Kbd>
        ))}
      </dt>
      <dd>{word}</dd>
    </div>
  );
}
