import { ButtonLink } from "../../../ui/links.tsx";
import { Logo } from "../../../ui/logo.tsx";
import { PageTitle } from "../../../ui/page.tsx";
import { Honest } from "./honest.tsx";
import { HowItWorks } from "./how-it-works.tsx";
import classes from "./landing.module.css";
import { NightStory } from "./night-story.tsx";

/** The front page: one promise, how it is kept, and what is not there. */
export function LandingPage({ signedIn }: { signedIn: boolean }) {
  return (
    <div className={classes.page}>
      <PageTitle title="No failure stays silent" />
      <header className={classes.top}>
        <Logo />
        <nav className={classes.nav} aria-label="Account">
          {signedIn ? (
            <ButtonLink to="/t" size="sm">
              Open your dashboard
            </ButtonLink>
          ) : (
            <>
              <ButtonLink to="/sign-in" size="sm" variant="subtle">
                Sign in
              </ButtonLink>
              <ButtonLink to="/sign-up" size="sm">
                Sign up
              </ButtonLink>
            </>
          )}
        </nav>
      </header>
      <main>
        <section className={classes.hero}>
          <div className={classes.promise}>
            <h1 className={classes.title}>No failure stays silent.</h1>
            <p className={classes.lead}>
              Nightbell watches your sites and your cron jobs. When one fails it rings your team, wider and wider, until
              a human says “I’ve got it”.
            </p>
            <div className={classes.actions}>
              <ButtonLink to={signedIn ? "/t" : "/sign-up"} size="lg">
                {signedIn ? "Open your dashboard" : "Start watching"}
              </ButtonLink>
            </div>
            <p className={classes.fine}>For teams of one to five. The first alarm can ring in three minutes.</p>
          </div>
          <NightStory />
        </section>
        <HowItWorks />
        <Honest />
      </main>
      <footer className={classes.footer}>
        <span>Nightbell</span>
        <span>Built on the post-mortems of small teams, whose failures were simple and whose silence was long.</span>
      </footer>
    </div>
  );
}
