import { createLazyRoute } from "@tanstack/react-router";
import { Domains } from "../../../features/settings/components/domains.tsx";
import { KeyboardSettings } from "../../../features/team/components/keyboard-settings.tsx";
import { MySettingsForm } from "../../../features/team/components/my-settings.tsx";
import { TeamSettingsForm } from "../../../features/team/components/team-settings.tsx";
import { zoneName } from "../../../lib/time/format.ts";
import { ButtonLink } from "../../../ui/links.tsx";
import { Page } from "../../../ui/page.tsx";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { useTeam } from "../../use-team.ts";

export const Route = createLazyRoute("/t/$team/settings")({ component: Settings });

function Settings() {
  const { team, membership, mayAct, mayManage } = useTeam();
  return (
    <Page title="Settings" lead={`You read times as in ${zoneName(membership.mine.zone)}.`} narrow>
      <MySettingsForm team={team} settings={membership.mine} />
      <TeamSettingsForm team={team} settings={{ name: membership.name, zone: membership.zone }} manages={mayManage} />
      <Section title="Integrations">
        <div className={stack.group}>
          <span>Ping keys, API keys and channels have a page of their own.</span>
          <ButtonLink to="/t/$team/integrations" params={{ team }} variant="default">
            Open integrations
          </ButtonLink>
        </div>
      </Section>
      {mayAct ? <Domains team={team} manages={mayManage} /> : null}
      <KeyboardSettings />
    </Page>
  );
}
