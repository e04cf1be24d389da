import type { ProbeList, ProbeView } from "@nightbell/shared/views/monitor-views";
import { ago, clock } from "./now.ts";

export const probe = (over: Partial<ProbeView> = {}): ProbeView => ({
  id: "prb_office",
  name: "office network",
  createdAt: ago(9000),
  state: "sighted",
  heardAt: ago(0.2),
  build: "1.0.0",
  hostname: "nuc-1",
  monitors: [{ id: "mon_shop", name: "checkout API" }],
  sentence: "It asks for work; last 12 s ago.",
  ...over,
});

export const silentProbe = (): ProbeView =>
  probe({
    id: "prb_rack",
    name: "rack 7",
    state: "silent",
    heardAt: ago(14),
    sentence: "Silent: last heard 14 min ago. Its monitors are unknown meanwhile, not down.",
  });

export const waitingProbe = (over: Partial<ProbeView> = {}): ProbeView =>
  probe({
    id: "prb_new",
    name: "cellar",
    state: "waiting",
    heardAt: null,
    build: null,
    hostname: null,
    monitors: [],
    sentence: "It has not asked for work yet: start it where it should look from.",
    ...over,
  });

export const probeList = (probes: ProbeView[] = [probe(), silentProbe()]): ProbeList => ({ clock, probes });
