import { Link } from "@tanstack/react-router";
import { Icon } from "./icon.tsx";
import { PLACES } from "./nav.ts";
import classes from "./bottom-bar.module.css";

/** A phone's places, under the thumb. */
export function BottomBar({ team }: { team: string }) {
  return (
    <nav className={classes.bar} aria-label="Places">
      {PLACES.filter((place) => place.bar).map((place) => (
        <Link
          key={place.to}
          to={place.to}
          params={{ team }}
          search={{}}
          className={classes.place}
          activeOptions={{ exact: place.to === "/t/$team", includeSearch: false }}
        >
          <Icon name={place.icon} />
          {place.word}
        </Link>
      ))}
      <Link to="/t/$team/more" params={{ team }} className={classes.place}>
        <Icon name="more" />
        More
      </Link>
    </nav>
  );
}
