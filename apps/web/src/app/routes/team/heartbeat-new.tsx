import { createLazyRoute } from "@tanstack/react-router";
import { Page } from "../../../ui/page.tsx";
import { AddHeartbeat } from "./add-heartbeat.tsx";

export const Route = createLazyRoute("/t/$team/heartbeats/new")({ component: NewHeartbeat });

function NewHeartbeat() {
  return (
    <Page title="Add a heartbeat" lead="A job sends one request when it is done. If that request is late, we page.">
      <AddHeartbeat />
    </Page>
  );
}
