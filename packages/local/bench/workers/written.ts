/** What a team's object has written: the bench asks for it beside the RPC of the product. */
export type Written = {
  /** Rows inserted, updated and deleted since the object woke, the alarm's included. */
  rows: number;
  /** Characters in the `data` of the newest event. */
  dataLength: number;
  /** Events in the log. */
  events: number;
};
