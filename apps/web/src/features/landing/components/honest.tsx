import classes from "./landing.module.css";

const RULES = [
  [
    "“With the carrier” is not “delivered”.",
    "Each message shows how far it got, and an answered call without a key press is no answer.",
  ],
  ["“We did not look” is not “up”.", "If a region of ours is blind, it has no vote, and the page says so."],
  [
    "Somebody has it, or nobody does.",
    "An acknowledgement has one name on it, and runs out after 30 minutes without a sign of life.",
  ],
  ["Our own outage does not stop the bell.", "Paging needs neither our database nor this website."],
] as const;

export function Honest() {
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>What it will not pretend</h2>
      <dl className={classes.rules}>
        {RULES.map(([rule, why]) => (
          <div key={rule} className={classes.rule}>
            <dt>{rule}</dt>
            <dd>{why}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.missing}>Not there yet: rotations, public status pages, and checks other than HTTP.</p>
    </section>
  );
}
