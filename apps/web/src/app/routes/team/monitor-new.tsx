import { createLazyRoute } from "@tanstack/react-router";
import { Page } from "../../../ui/page.tsx";
import { AddMonitor } from "./add-monitor.tsx";

export const Route = createLazyRoute("/t/$team/monitors/new")({ component: NewMonitor });

function NewMonitor() {
  return (
    <Page title="Add a monitor" lead="We ask from three continents, and page when most of them agree that it fails.">
      <AddMonitor />
    </Page>
  );
}
