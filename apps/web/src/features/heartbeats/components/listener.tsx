import type { HeartbeatDetail } from "@nightbell/shared/views/views";
import { useNow } from "../../../lib/time/use-now.ts";
import { Listening } from "../../../ui/listening.tsx";
import { When } from "../../../ui/when.tsx";

/** A ping younger than this flashes, in ms of the team's clock. */
const FRESH = 20_000;

/** "Waiting for a ping…", until one is in; then who sent it. Fed by the live connection like the rest of the page. */
export function Listener({ heartbeat }: { heartbeat: HeartbeatDetail }) {
  const now = useNow();
  const last = heartbeat.recent[0];
  const fresh = last !== undefined && now - Date.parse(last.at) < FRESH;
  return (
    <Listening state={last === undefined ? "waiting" : fresh ? "fresh" : "heard"}>
      {last === undefined ? (
        "Waiting for a ping…"
      ) : (
        <>
          Ping received from {last.host === null ? last.remote : `${last.host} (${last.remote})`},{" "}
          <When at={last.at} show="relative" />
          {last.agent === "" ? "" : ` (${last.agent})`}. Listening for more.
        </>
      )}
    </Listening>
  );
}
