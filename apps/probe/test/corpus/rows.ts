import { FLOW_ROWS } from "./flow-rows.ts";
import { HTTP_ROWS } from "./http-rows.ts";
import type { Row } from "./run-row.ts";
import { TLS_ROWS } from "./tls-rows.ts";

/** Every row of the corpus, by kind. */
export const ROWS: [kind: string, rows: Row[]][] = [
  ["HTTP", HTTP_ROWS],
  ["TLS", TLS_ROWS],
  ["options and flows", FLOW_ROWS],
];
