import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { teamKey } from "../api/keys.ts";
import { connectLive } from "./connection.ts";
import { concerns, type LiveStatus } from "./model.ts";

/** How the live connection stands, and when (real epoch ms) the socket last gave a sign of life. */
export type Live = { status: LiveStatus; heardAt: number };

/** Keeps the team's cached data fresh for as long as the calling component is on the screen. */
export function useLive(team: string): Live {
  const client = useQueryClient();
  const [status, setStatus] = useState<LiveStatus>("connecting");
  const [heardAt, setHeardAt] = useState(0);
  useEffect(() => {
    const url = new URL(`/api/teams/${team}/live`, location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    return connectLive(url.href, {
      status: setStatus,
      heard: () => setHeardAt(Date.now()),
      changed: (subjects) =>
        void client.invalidateQueries({
          queryKey: teamKey(team),
          predicate: (query) => subjects === null || concerns(query.queryKey, subjects),
        }),
    });
  }, [client, team]);
  return { status, heardAt };
}
