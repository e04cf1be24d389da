import * as incidents from "./incidents.ts";
import * as ladder from "./ladder.ts";
import type { Evidence, Law } from "./law.ts";
import * as liveness from "./liveness.ts";
import * as sends from "./sends.ts";
import * as storage from "./storage.ts";

/** Everything that must hold, for one world. */
export const lawsFor = (evidence: Evidence): Law[] => [
  incidents.oneOpenPerKey(),
  incidents.verdictsAreTrue(evidence),
  incidents.onlyPeopleAck(evidence),
  incidents.brokenThingsAreTold(evidence),
  incidents.timeIsTheClocks(evidence),
  incidents.askedAreWrittenTo(),
  sends.noPageWithoutIncident(),
  sends.silenceAfterStop(evidence),
  sends.onlyMembers(evidence),
  sends.noDuplicates(evidence),
  sends.claimBeforeSend(evidence),
  sends.oneTextAMinute(),
  sends.ranksOnlyRise(),
  ladder.nothingEarly(),
  ladder.nothingReplayed(evidence),
  ladder.resolvedWhenAsked(),
  ladder.joinsAreTold(),
  storage.storageLoads(evidence),
  storage.pingsAreKept(evidence),
  storage.versionsOnlyRise(),
  liveness.openIncidentsRing(evidence),
  liveness.everyoneIsReached(evidence),
  liveness.somethingWakesUs(evidence),
  liveness.deadThingsAreFound(evidence),
  liveness.nothingWaitsForever(evidence),
];
