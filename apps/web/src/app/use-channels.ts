import type { NotifyChannelView } from "@nightbell/shared/views/on-call-channels";
import { useQuery } from "@tanstack/react-query";
import { channelsQuery } from "../features/settings/api/get-settings.ts";
import { useTeam } from "./use-team.ts";

/** The team's channels; null until they are known, and for those who may not see them: only owners and admins may. */
export function useChannels(): readonly NotifyChannelView[] | null {
  const { team, mayManage } = useTeam();
  return useQuery({ ...channelsQuery(team), enabled: mayManage }).data ?? null;
}
