import classes from "./landing.module.css";

const PARTS = [
  {
    title: "Cron jobs report",
    text: "Add one line to the job. If it does not report in time, fails, or runs too long, that is an incident.",
    code: "0 3 * * *  backup.sh; curl -fsS https://…/<id>/$?",
  },
  {
    title: "Sites are asked",
    text: "From three continents, for status and for the words on the page. A failure is confirmed from elsewhere before anybody is woken.",
    code: "GET /health  →  200, contains “ok”",
  },
  {
    title: "People are called",
    text: "Notification and SMS at once, a call at two minutes, another at three, everyone at four. Then again, until somebody answers.",
    code: "Reply 1, press 1, or tap “I’ve got it”",
  },
];

export function HowItWorks() {
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>The damage is never the failure. It is the hours before a human knows.</h2>
      <div className={classes.parts}>
        {PARTS.map((part) => (
          <article key={part.title} className={classes.part}>
            <h3>{part.title}</h3>
            <p>{part.text}</p>
            <code className={classes.code}>{part.code}</code>
          </article>
        ))}
      </div>
    </section>
  );
}
