import { Tabs } from "@mantine/core";
import { createLazyRoute, useNavigate } from "@tanstack/react-router";
import { Page } from "../../../ui/page.tsx";
import { useTeam } from "../../use-team.ts";
import { AddHeartbeat } from "./add-heartbeat.tsx";
import { PasteCrontab } from "./paste-crontab.tsx";

export const Route = createLazyRoute("/t/$team/heartbeats/new")({ component: NewHeartbeat });

function NewHeartbeat() {
  const { team, mayAct } = useTeam();
  const { from = "one" } = Route.useSearch();
  const navigate = useNavigate();
  const choose = (value: string | null): void =>
    void navigate({
      to: "/t/$team/heartbeats/new",
      params: { team },
      search: value === "crontab" ? { from: value } : {},
      replace: true,
    });
  return (
    <Page title="Add a heartbeat" lead="A job sends one request when it is done. If that request is late, we page.">
      {mayAct ? (
        <Tabs variant="pills" value={from} onChange={choose} keepMounted={false}>
          <Tabs.List aria-label="How to add" mb="md">
            <Tabs.Tab value="one">One heartbeat</Tabs.Tab>
            <Tabs.Tab value="crontab">Paste your crontab</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="one">
            <AddHeartbeat />
          </Tabs.Panel>
          <Tabs.Panel value="crontab">
            <PasteCrontab />
          </Tabs.Panel>
        </Tabs>
      ) : (
        <p>You look on in this team. Owners, admins and responders add heartbeats.</p>
      )}
    </Page>
  );
}
