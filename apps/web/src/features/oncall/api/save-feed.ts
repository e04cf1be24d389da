import type { FeedView } from "@nightbell/shared/views/on-call-views";
import { teamApi } from "../../../lib/api/client.ts";

/** @returns its id and its address, which is never shown again */
export const makeFeed = async (team: string, whose: FeedView["whose"]) =>
  (await teamApi.feeds.$post({ param: { team }, json: { whose } })).json();

export const revokeFeed = (team: string, id: string) => teamApi.feeds[":id"].$delete({ param: { team, id } });
