import type { ChainQuestion, RotaEdit } from "@nightbell/shared/team/rpc";
import type { Instant } from "@nightbell/shared/time";
import { calendarViewOf } from "@nightbell/shared/views/calendar";
import { editPreviewOf } from "@nightbell/shared/views/calendar-preview";
import { chainViewOf } from "@nightbell/shared/views/chain";
import { coverageViewOf } from "@nightbell/shared/views/coverage";
import { onCallViewOf } from "@nightbell/shared/views/on-call-view";
import type {
  CalendarView,
  ChainView,
  CoverageView,
  EditPreview,
  OnCallView,
  PolicyList,
} from "@nightbell/shared/views/on-call-views";
import { policyListOf } from "@nightbell/shared/views/policies";
import type { Asked } from "./door.ts";

/** What may be read of a team's on-call by whoever the door let in. Null: there is no such thing. */

const stateOf = ({ runtime }: Asked) => runtime.engine.state;

export const onCall = (asked: Asked, now: Instant): OnCallView => onCallViewOf(stateOf(asked), asked.user, now);

export const calendar = (asked: Asked, now: Instant, from: Instant, until: Instant): CalendarView =>
  calendarViewOf(stateOf(asked), asked.user, { from, until }, now);

export const previewEdit = (asked: Asked, now: Instant, edit: RotaEdit): EditPreview =>
  editPreviewOf(stateOf(asked), asked.user, edit, now);

export const policies = (asked: Asked, now: Instant): PolicyList => policyListOf(stateOf(asked), now);

export const chain = (asked: Asked, now: Instant, question: ChainQuestion): ChainView | null =>
  chainViewOf(stateOf(asked), question, now);

export const coverage = (asked: Asked, now: Instant): CoverageView => coverageViewOf(stateOf(asked), asked.user, now);
