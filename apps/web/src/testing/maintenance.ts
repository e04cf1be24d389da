import type { MaintenanceList, MaintenanceView } from "@nightbell/shared/views/monitor-views";
import { ago, clock } from "./now.ts";

/** Every Wednesday at 03:00 in New York, for 2 h: it comes in 29 h. */
export const weekly = (over: Partial<MaintenanceView> = {}): MaintenanceView => ({
  id: "mnt_weekly",
  name: "database upgrade",
  monitors: null,
  heartbeats: [],
  time: { kind: "weekly", days: [3], at: "03:00", minutes: 120, zone: "America/New_York" },
  sentence: "Every Wednesday at 03:00 in New York, for 2 h.",
  running: false,
  next: [
    { from: "2026-11-25T08:00:00.000Z", until: "2026-11-25T10:00:00.000Z" },
    { from: "2026-12-02T08:00:00.000Z", until: "2026-12-02T10:00:00.000Z" },
  ],
  ...over,
});

/** A single one that began half an hour ago and would last another hour. */
export const running = (over: Partial<MaintenanceView> = {}): MaintenanceView => ({
  id: "mnt_move",
  name: "move to the new rack",
  monitors: ["mon_shop"],
  heartbeats: ["hb_backup"],
  time: { kind: "once", from: Date.parse(ago(30)), until: Date.parse(ago(-60)) },
  sentence: "Once, from 02:06 to 03:36 UTC.",
  running: true,
  next: [{ from: ago(30), until: ago(-60) }],
  ...over,
});

export const over = (): MaintenanceView =>
  running({
    id: "mnt_old",
    name: "old disks",
    running: false,
    next: [],
    sentence: "Once, from 15 Nov 02:36 to 15 Nov 04:00 UTC.",
  });

export const maintenanceList = (windows: MaintenanceView[] = [over(), weekly(), running()]): MaintenanceList => ({
  clock,
  windows,
});
