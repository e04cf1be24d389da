import type { OnCallView } from "@nightbell/shared/views/on-call-views";
import { type Names, namesOf, shortNamesOf } from "../model/people.ts";

/** What every part of the on-call pages knows: the team, who is in it, and what the reader may do. */
export type Frame = {
  team: string;
  view: OnCallView;
  names: Names;
  /** First names where they suffice. */
  short: Names;
  mayAct: boolean;
  mayManage: boolean;
};

export const frameOf = (team: string, view: OnCallView, may: Pick<Frame, "mayAct" | "mayManage">): Frame => ({
  team,
  view,
  names: namesOf(view.people),
  short: shortNamesOf(view.people),
  mayAct: may.mayAct,
  mayManage: may.mayManage,
});
