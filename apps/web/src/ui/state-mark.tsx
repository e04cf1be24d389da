import type { Mark, Shape as ShapeName } from "./mark.ts";
import classes from "./state-mark.module.css";

const SHAPES: Record<ShapeName, React.ReactNode> = {
  disc: <circle cx="8" cy="8" r="6" fill="currentColor" />,
  half: (
    <>
      <circle cx="8" cy="8" r="5.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M8 2.8a5.2 5.2 0 0 0 0 10.4Z" fill="currentColor" />
    </>
  ),
  square: (
    <>
      <rect x="1.5" y="1.5" width="13" height="13" rx="3" fill="currentColor" />
      <path d="M8 4.2v5" stroke="var(--card)" strokeWidth="2" strokeLinecap="round" />
      <circle cx="8" cy="11.8" r="1.15" fill="var(--card)" />
    </>
  ),
  ring: <circle cx="8" cy="8" r="5.4" fill="none" stroke="currentColor" strokeWidth="1.6" strokeDasharray="2.6 2.2" />,
  wrench: (
    <path
      fill="currentColor"
      transform="scale(0.6667)"
      d="M14.7 6.3a1 1 0 0 0 0 1.4l1.6 1.6a1 1 0 0 0 1.4 0l3.77-3.77a6 6 0 0 1-7.94 7.94l-6.91 6.91a2.12 2.12 0 0 1-3-3l6.91-6.91a6 6 0 0 1 7.94-7.94Z"
    />
  ),
};

/** Only the shape, beside text that already says the state. */
export function Shape({ mark, size = 16 }: { mark: Mark; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      className={classes.shape}
      data-tone={mark.tone}
      aria-hidden="true"
    >
      {SHAPES[mark.shape]}
    </svg>
  );
}

/** Shape, colour and word. */
export function StateMark({ mark, word = mark.word }: { mark: Mark; word?: string }) {
  return (
    <span className={classes.state} data-tone={mark.tone}>
      <Shape mark={mark} />
      <span className={classes.word}>{word}</span>
    </span>
  );
}
