import { DurableObject } from "cloudflare:workers";
import type { SeriesAnswer, SeriesQuery } from "@nightbell/shared/stats/series-query";
import type {
  Answer,
  Caller,
  ChainQuestion,
  HeartbeatRecord,
  HistoryEvent,
  Person,
  RotaEdit,
  TeamReadRpc,
} from "@nightbell/shared/team/rpc";
import type { Instant } from "@nightbell/shared/time";
import { calendarFeedOf, type CalendarFeed } from "@nightbell/shared/views/calendar-feed";
import type { MaintenanceList, MonitorDetail, ProbeList } from "@nightbell/shared/views/monitor-views";
import type {
  CalendarView,
  ChainView,
  CoverageView,
  EditPreview,
  OnCallView,
  PolicyList,
} from "@nightbell/shared/views/on-call-views";
import type { GuardList, HeartbeatDetail, IncidentDetail, IncidentView, Overview } from "@nightbell/shared/views/views";
import { settingsOf, type Settings } from "../env.ts";
import { Door } from "./door.ts";
import * as onCallViews from "./on-call-views.ts";
import * as views from "./team-views.ts";

/** What may be read of a team. The object that has it all is `Team`. */
export class TeamReads extends DurableObject<Env> implements TeamReadRpc {
  protected readonly door = new Door();

  protected get settings(): Settings {
    return settingsOf(this.env);
  }

  async overview(caller: Caller): Promise<Answer<Overview>> {
    return this.door.read(caller, (asked, now) => views.overview(asked, now, this.settings));
  }

  async heartbeat(caller: Caller, id: string): Promise<Answer<HeartbeatDetail>> {
    return this.door.read(caller, (asked, now) => views.heartbeat(asked, now, this.settings, id));
  }

  async guards(caller: Caller): Promise<Answer<GuardList>> {
    return this.door.read(caller, (asked, now) => views.guards(asked, now, this.settings));
  }

  async heartbeats(caller: Caller): Promise<Answer<{ now: Instant; heartbeats: HeartbeatRecord[] }>> {
    return this.door.read(caller, views.heartbeats);
  }

  async unrecorded(caller: Caller, heartbeat: string): Promise<Answer<HistoryEvent[]>> {
    return this.door.read(caller, (asked) => views.unrecorded(asked, heartbeat));
  }

  async pingBody(caller: Caller, heartbeat: string, seq: number): Promise<Answer<Uint8Array>> {
    return this.door.read(caller, ({ runtime }) => runtime.log.body(seq, heartbeat));
  }

  async monitor(caller: Caller, id: string): Promise<Answer<MonitorDetail>> {
    return this.door.read(caller, (asked, now) => views.monitor(asked, now, id));
  }

  async series(caller: Caller, query: SeriesQuery): Promise<Answer<SeriesAnswer>> {
    return this.door.read(caller, (asked, now) => views.series(asked, now, query));
  }

  async maintenance(caller: Caller): Promise<Answer<MaintenanceList>> {
    return this.door.read(caller, views.maintenance);
  }

  async probes(caller: Caller): Promise<Answer<ProbeList>> {
    return this.door.read(caller, views.probes);
  }

  async incidents(caller: Caller): Promise<Answer<IncidentView[]>> {
    return this.door.read(caller, views.incidents);
  }

  async incident(caller: Caller, id: string): Promise<Answer<IncidentDetail>> {
    return this.door.read(caller, (asked, now) => views.incident(asked, now, id));
  }

  async contactHealth(caller: Person): Promise<Answer<Record<string, { reason: string; at: number }>>> {
    return this.door.read(caller, views.contactHealth);
  }

  async onCall(caller: Caller): Promise<Answer<OnCallView>> {
    return this.door.read(caller, onCallViews.onCall);
  }

  async calendar(caller: Caller, from: Instant, until: Instant): Promise<Answer<CalendarView>> {
    return this.door.read(caller, (asked, now) => onCallViews.calendar(asked, now, from, until));
  }

  async previewEdit(caller: Caller, edit: RotaEdit): Promise<Answer<EditPreview>> {
    return this.door.read(caller, (asked, now) => onCallViews.previewEdit(asked, now, edit));
  }

  async policies(caller: Caller): Promise<Answer<PolicyList>> {
    return this.door.read(caller, onCallViews.policies);
  }

  async chain(caller: Caller, question: ChainQuestion): Promise<Answer<ChainView>> {
    return this.door.read(caller, (asked, now) => onCallViews.chain(asked, now, question));
  }

  async coverage(caller: Caller): Promise<Answer<CoverageView>> {
    return this.door.read(caller, onCallViews.coverage);
  }

  /** Public: whoever has the token may read. */
  async calendarFeed(tokenHash: string): Promise<CalendarFeed | null> {
    const { runtime } = this.door;
    return runtime && calendarFeedOf(runtime.engine.state, tokenHash, runtime.engine.now());
  }
}
