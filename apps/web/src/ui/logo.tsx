import classes from "./logo.module.css";

/** The mark: a bell under a night sky's moon. Decoration; the word beside it is the name. */
export function LogoMark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className={classes.mark}>
      <rect width="32" height="32" rx="9" className={classes.sky} />
      <circle cx="24.2" cy="7.8" r="1.1" className={classes.star} />
      <circle cx="7.2" cy="10.6" r="0.8" className={classes.star} />
      <path
        className={classes.bell}
        d="M16 6.4c-3.9 0-6.5 2.9-6.5 6.8v4.1l-2 3.3c-.4.6.1 1.4.8 1.4h15.4c.7 0 1.2-.8.8-1.4l-2-3.3v-4.1c0-3.9-2.6-6.8-6.5-6.8Z"
      />
      <path className={classes.bell} d="M13.3 23.8a2.75 2.75 0 0 0 5.4 0Z" />
    </svg>
  );
}

/** Mark and name. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <span className={classes.logo}>
      <LogoMark size={size} />
      <span className={classes.word}>Nightbell</span>
    </span>
  );
}
