import { useSyncExternalStore } from "react";
import { duration } from "../../lib/time/format.ts";
import { isStale, type LiveStatus } from "../../lib/live/model.ts";
import classes from "./notices.module.css";

type Props = { recordDown: boolean; status: LiveStatus; heardAt: number };

const eachSecond = (changed: () => void): (() => void) => {
  const timer = setInterval(changed, 1000);
  return () => clearInterval(timer);
};
const second = (): number => Math.floor(Date.now() / 1000) * 1000;

/** What is wrong with this page itself: our record cannot be reached, or nothing has been heard for 40 s. */
export function Notices({ recordDown, status, heardAt }: Props) {
  const now = useSyncExternalStore(eachSecond, second, second);
  const stale = heardAt > 0 && isStale(heardAt, now);
  return (
    <div role="status">
      {recordDown ? (
        <p className={classes.notice}>
          <strong>Read-only for now.</strong> Our database cannot be reached, so nothing can be added or changed.
          Watching, paging and acknowledging work.
        </p>
      ) : null}
      {stale ? (
        <p className={classes.notice}>
          <strong>Not updated for {duration(now - heardAt)}.</strong>{" "}
          {status === "open"
            ? "The connection is quiet; we keep asking."
            : "We are trying to connect again. Paging does not depend on this page."}
        </p>
      ) : null}
    </div>
  );
}
