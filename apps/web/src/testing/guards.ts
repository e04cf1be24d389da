import type { GuardEntryView, GuardView, HeartbeatGuardView } from "@nightbell/shared/views/guard-views";
import type { GuardList } from "@nightbell/shared/views/views";
import { ago, clock } from "./now.ts";

const RID = "0d4f7d52-6c1d-4c7a-9a55-3d8d2b1f6a10";

export const guardHold = (over: Partial<GuardEntryView> = {}): GuardEntryView => ({
  at: ago(40),
  rid: RID,
  decision: "hold",
  status: 409,
  reasons: [
    { code: "target_late", target: "nightly-backup", since: ago(60), text: "nightly-backup is late since 02:36" },
  ],
  reasonCount: 1,
  ...over,
});

export const guard = (over: Partial<GuardView> = {}): GuardView => ({
  id: "grd_prune",
  name: "Prune backups",
  slug: "prune-backups",
  url: "http://localhost:8787/ping/guard/3f0c9a1b-e277-4d1c-9f02-8a61b2c3d4e6",
  slugUrl: null,
  input: {
    name: "Prune backups",
    slug: "prune-backups",
    requires: [
      { kind: "heartbeat", id: "hb_backup", maxAgeSeconds: null },
      { kind: "monitor", id: "mon_shop", maxAgeSeconds: 600 },
    ],
    quietSeconds: 1800,
    ttlSeconds: 3600,
    rules: [
      { kind: "share_of_median", heartbeat: "hb_backup", metric: "dump_bytes", percent: 70 },
      { kind: "ratio", numerator: "deleted", denominator: "total", maxPercent: 5 },
    ],
  },
  state: "leased",
  sentence: `Leased by run ${RID} until 04:30.`,
  warnings: [],
  lease: { id: "lease_7", seq: 7, rid: RID, grantedAt: ago(6), expiresAt: ago(-54), revoked: null },
  heldSince: null,
  holdsInRow: 0,
  recent: [
    { at: ago(6), rid: RID, decision: "go", status: 200, reasons: [], reasonCount: 0 },
    guardHold(),
    guardHold({ at: ago(50), reasonCount: 7 }),
  ],
  ...over,
});

export const heldGuard = (over: Partial<GuardView> = {}): GuardView =>
  guard({
    id: "grd_tables",
    name: "Drop old tables",
    slug: "drop-old-tables",
    state: "held",
    sentence: "Held back since Sun 22:10: nightly-backup is late since 02:36.",
    warnings: ["drop-old-tables was held 4 times in a row: nightly-backup is late since 02:36."],
    lease: null,
    heldSince: ago(1700),
    holdsInRow: 4,
    recent: [guardHold()],
    ...over,
  });

export const guardList = (guards: GuardView[] = [guard(), heldGuard()]): GuardList => ({ clock, guards });

export const heartbeatGuard = (over: Partial<HeartbeatGuardView> = {}): HeartbeatGuardView => ({
  id: "grd_prune",
  name: "Prune backups",
  slug: "prune-backups",
  asks: true,
  guards: false,
  lease: guard().lease,
  heldBack: [guardHold()],
  ...over,
});
