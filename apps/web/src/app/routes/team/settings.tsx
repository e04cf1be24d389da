import { createLazyRoute } from "@tanstack/react-router";
import { KeyboardSettings } from "../../../features/team/components/keyboard-settings.tsx";
import { MySettingsForm } from "../../../features/team/components/my-settings.tsx";
import { TeamSettingsForm } from "../../../features/team/components/team-settings.tsx";
import { zoneName } from "../../../lib/time/format.ts";
import { Page } from "../../../ui/page.tsx";
import { useTeam } from "../../use-team.ts";

export const Route = createLazyRoute("/t/$team/settings")({ component: Settings });

function Settings() {
  const { team, membership, mayManage } = useTeam();
  return (
    <Page title="Settings" lead={`You read times as in ${zoneName(membership.mine.zone)}.`} narrow>
      <MySettingsForm team={team} settings={membership.mine} />
      <TeamSettingsForm team={team} settings={{ name: membership.name, zone: membership.zone }} manages={mayManage} />
      <KeyboardSettings />
    </Page>
  );
}
