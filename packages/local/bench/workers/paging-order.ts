import type { PingMessage } from "@nightbell/shared/heartbeat/ping";
import type { TeamConfig } from "@nightbell/shared/team/config";
import type { Caller } from "@nightbell/shared/team/rpc";

/** What the bench of pages asks of its Worker. `deadline`: at which instant of the machine's clock, epoch ms. */
export type PagingOrder =
  | { create: { route: string; config: TeamConfig }[] }
  | { ping: { route: string; message: PingMessage }[] }
  | { aim: { route: string; heartbeat: string; deadline: number }[] }
  | { pause: { route: string; caller: Caller; heartbeat: string } };
