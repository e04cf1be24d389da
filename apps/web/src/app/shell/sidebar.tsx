import type { Overview } from "@nightbell/shared/views/views";
import { Button, Kbd } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { SignOutButton } from "../../features/account/components/sign-out-button.tsx";
import { FastClock } from "../../features/team/components/fast-clock.tsx";
import { Logo } from "../../ui/logo.tsx";
import type { TeamFrame } from "../use-team.ts";
import { Icon } from "./icon.tsx";
import { PLACES } from "./nav.ts";
import classes from "./sidebar.module.css";
import { TeamSwitcher } from "./team-switcher.tsx";

type Props = { frame: TeamFrame; overview: Overview | undefined; onHelp: () => void };

/** Team, places, and the person; the local stack's helpers below. */
export function Sidebar({ frame, overview, onHelp }: Props) {
  return (
    <aside className={classes.side}>
      <Link
        to="/t/$team"
        params={{ team: frame.team }}
        search={{}}
        className={classes.home}
        aria-label="Nightbell, overview"
      >
        <Logo />
      </Link>
      <TeamSwitcher frame={frame} />
      <nav aria-label="Places" className={classes.nav}>
        {PLACES.map((place) => (
          <Link
            key={place.to}
            to={place.to}
            params={{ team: frame.team }}
            search={{}}
            className={classes.place}
            activeOptions={{ exact: place.to === "/t/$team", includeSearch: false }}
          >
            <Icon name={place.icon} />
            <span className={classes.word}>{place.word}</span>
            {place.key === null ? null : <span className={classes.key}>g {place.key}</span>}
          </Link>
        ))}
      </nav>
      {frame.view.local ? <LocalStack team={frame.team} factor={overview?.clock.factor ?? 1} /> : null}
      <div className={classes.person}>
        <span className={classes.name}>{frame.me.name}</span>
        <div className={classes.row}>
          <SignOutButton onDone={() => location.assign("/")} />
          <Button variant="subtle" size="compact-sm" onClick={onHelp} rightSection={<Kbd size="xs">?</Kbd>}>
            Keys
          </Button>
        </div>
      </div>
    </aside>
  );
}

/** Only on one's own machine: the caught mail, the fake phones, and the clock. */
export function LocalStack({ team, factor }: { team: string; factor: number }) {
  return (
    <section className={classes.local} aria-label="Local stack">
      <span className={classes.localTitle}>Local stack</span>
      <a href="/handset" target="_blank" rel="noreferrer">
        Handset
      </a>
      <a href="/mail" target="_blank" rel="noreferrer">
        Mail catcher
      </a>
      <FastClock team={team} factor={factor} />
    </section>
  );
}
