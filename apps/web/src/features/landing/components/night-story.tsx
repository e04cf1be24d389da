import classes from "./night-story.module.css";

const STORY = [
  { at: "03:30:00", text: "The backup did not report. Nobody has it.", tone: "down" },
  { at: "03:30:01", text: "Ana and Ben get a notification and an SMS.", tone: "plain" },
  { at: "03:32:00", text: "Both phones ring. Nobody answers.", tone: "plain" },
  { at: "03:33:00", text: "They ring again: a second call passes Do Not Disturb.", tone: "plain" },
  { at: "03:33:14", text: "Ana presses 1. She has it; Ben can sleep on.", tone: "late" },
  { at: "03:51:40", text: "The backup reports. All is well.", tone: "up" },
] as const;

/** A night as Nightbell lives it; the times are those of the default ladder. */
export function NightStory() {
  return (
    <figure className={classes.story} aria-label="A night with Nightbell">
      <figcaption className={classes.caption}>One night, as it goes</figcaption>
      <ol className={classes.list}>
        {STORY.map((line) => (
          <li key={line.at} className={classes.line} data-tone={line.tone}>
            <time className={classes.at}>{line.at}</time>
            <span>{line.text}</span>
          </li>
        ))}
      </ol>
    </figure>
  );
}
