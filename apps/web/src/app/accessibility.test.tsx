import { describe, expect, it } from "vitest";
import { empty, full } from "../testing/answers.ts";
import { axeFaults } from "../testing/axe.ts";
import { busyDetail } from "../testing/heartbeats.ts";
import { TEAM } from "../testing/now.ts";
import { show } from "../testing/screen.tsx";
import type { Answers } from "../testing/server.ts";

/** What can be told of accessibility without a layout: names, roles, labels, structure. */

const at = (rest: string): string => `/t/${TEAM}${rest}`;
const flips = { flips: [{ at: busyDetail().clock.now, from: "up", to: "down", reason: "fail" }] };
const busy = (): Answers => ({
  ...full(),
  [`GET /api/teams/${TEAM}/heartbeats/hb_backup`]: { status: 200, body: busyDetail() },
  [`GET /api/teams/${TEAM}/heartbeats/hb_backup/flips`]: { status: 200, body: flips },
});

/** Axe is slow on long pages and busy machines; in ms. */
const PATIENCE = 30_000;

describe.each([
  ["a heartbeat", "/heartbeats/hb_backup"],
  ["its form", "/heartbeats/hb_backup/edit"],
  ["a new one", "/heartbeats/new"],
  ["the list", "/heartbeats"],
  ["a monitor", "/monitors/mon_shop"],
  ["the list of monitors", "/monitors"],
  ["maintenance", "/maintenance"],
  ["a new window", "/maintenance/new"],
  ["probes", "/probes"],
  ["guards", "/guards"],
  ["a new guard", "/guards/new"],
  ["integrations", "/integrations"],
  ["settings", "/settings"],
  ["more", "/more"],
])("%s", (_, path) => {
  it.each([
    ["full", busy],
    ["on the first day", empty],
  ])(
    "is accessible, %s",
    async (_when, answers) => {
      const screen = await show(at(path), answers());
      for (const details of document.querySelectorAll("details")) await screen.unfold(details);
      expect(await axeFaults()).toEqual([]);
    },
    PATIENCE,
  );
});

it("is accessible while a crontab is imported", async () => {
  const screen = await show(at("/heartbeats/new?from=crontab"), full());
  await screen.type(screen.find<HTMLTextAreaElement>("textarea"), "0 3 * * * /opt/backup.sh\n@reboot /opt/agent\n");
  await screen.settle();
  expect(await axeFaults()).toEqual([]);
});
