import { useQuery } from "@tanstack/react-query";
import { createLazyRoute, Link } from "@tanstack/react-router";
import { SignOutButton } from "../../../features/account/components/sign-out-button.tsx";
import { overviewQuery } from "../../../features/overview/api/get-overview.ts";
import { Page } from "../../../ui/page.tsx";
import { Section } from "../../../ui/section.tsx";
import { Icon } from "../../shell/icon.tsx";
import { PLACES } from "../../shell/nav.ts";
import { LocalStack } from "../../shell/sidebar.tsx";
import { TeamSwitcher } from "../../shell/team-switcher.tsx";
import { useTeam } from "../../use-team.ts";
import classes from "./more.module.css";

export const Route = createLazyRoute("/t/$team/more")({ component: More });

/** What the bottom bar of a phone has no room for. */
function More() {
  const frame = useTeam();
  const factor = useQuery(overviewQuery(frame.team)).data?.clock.factor ?? 1;
  return (
    <Page title="More" lead={`${frame.me.name}, in ${frame.membership.name}`} narrow>
      <Section flush>
        <ul className={classes.list}>
          {PLACES.filter((place) => !place.bar).map((place) => (
            <li key={place.to}>
              <Link to={place.to} params={{ team: frame.team }} className={classes.link}>
                <Icon name={place.icon} /> {place.word}
              </Link>
            </li>
          ))}
        </ul>
      </Section>
      {frame.view.teams.length > 1 ? <TeamSwitcher frame={frame} /> : null}
      {frame.view.local ? <LocalStack team={frame.team} factor={factor} /> : null}
      <div>
        <SignOutButton onDone={() => location.assign("/")} />
      </div>
    </Page>
  );
}
