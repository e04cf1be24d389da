import type { CheckType } from "@nightbell/shared/check/spec/spec";
import { overSockets } from "../wire/over-sockets.ts";
import type { Checker } from "./finding.ts";
import { checkDns } from "./dns.ts";
import { checkDomain } from "./domain.ts";
import { checkFlow } from "./flow.ts";
import { checkHttp } from "./http.ts";
import { checkIcmp } from "./icmp.ts";
import { checkImap } from "./imap.ts";
import { checkMysql } from "./mysql.ts";
import { checkPostgres } from "./postgres.ts";
import { checkRedis } from "./redis.ts";
import { checkSmtp } from "./smtp.ts";
import { checkTcp } from "./tcp.ts";
import { checkTls } from "./tls.ts";
import { checkUdp } from "./udp.ts";
import { checkWebsocket } from "./websocket.ts";

/** Who makes which type of check. A check of a type that is missing here does not run. */
export const CHECKERS: { readonly [T in CheckType]?: Checker<T> } = {
  http: checkHttp,
  flow: checkFlow,
  tls: overSockets(checkTls),
  domain: checkDomain,
  tcp: overSockets(checkTcp),
  dns: checkDns,
  postgres: overSockets(checkPostgres),
  mysql: overSockets(checkMysql),
  redis: overSockets(checkRedis),
  smtp: overSockets(checkSmtp),
  imap: overSockets(checkImap),
  websocket: overSockets(checkWebsocket),
  icmp: checkIcmp,
  udp: checkUdp,
};
