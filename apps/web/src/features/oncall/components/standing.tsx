import type { RotaView } from "@nightbell/shared/views/on-call-views";
import { useNow, useZone } from "../../../lib/time/use-now.ts";
import { wallTime } from "../../../lib/time/wall.ts";
import { zoneName } from "../../../lib/time/format.ts";
import type { Mark } from "../../../ui/mark.ts";
import { StateMark } from "../../../ui/state-mark.tsx";
import { reachMark } from "../model/people.ts";
import { backupWords, nextWords, nowWords } from "../model/words.ts";
import type { Frame } from "./frame.ts";
import classes from "./oncall.module.css";

const NOBODY: Mark = { shape: "square", tone: "down", word: "gap" };
const BACKUP: Mark = { shape: "disc", tone: "up", word: "verified" };
const UNPROVEN: Mark = { shape: "ring", tone: "idle", word: "not verified" };

/** Who has the pager of a rota, who is next, and who hears when nobody answers; each with whether they can be woken. */
export function Standing({ frame, rota }: { frame: Frame; rota: RotaView }) {
  const now = useNow();
  const zone = useZone();
  const { backup } = frame.view;
  return (
    <dl className={classes.standing}>
      <div>
        <dt>Now</dt>
        <dd>{nowWords(rota, frame.names, now, zone)}</dd>
        <dd className={classes.about}>
          {rota.now.length === 0 ? <StateMark mark={NOBODY} /> : <People frame={frame} users={rota.now} />}
        </dd>
      </div>
      <div>
        <dt>Next</dt>
        <dd>{nextWords(rota.next, frame.names, now, zone)}</dd>
        <dd className={classes.about}>
          <People frame={frame} users={rota.next?.users ?? []} />
        </dd>
      </div>
      <div>
        <dt>Backup</dt>
        <dd>{backupWords(backup)}</dd>
        <dd className={classes.about}>
          {backup === null ? null : <StateMark mark={backup.verified ? BACKUP : UNPROVEN} />}
        </dd>
      </div>
    </dl>
  );
}

/** Of each: whether a page gets through, and what time it is there. */
function People({ frame, users }: { frame: Frame; users: readonly string[] }) {
  const now = useNow();
  const people = frame.view.people.filter(({ id }) => users.includes(id));
  return people.map((person) => (
    <span key={person.id} className={classes.about}>
      <StateMark
        mark={reachMark(person)}
        word={people.length === 1 ? reachMark(person).word : `${frame.short(person.id)} ${reachMark(person).word}`}
      />
      <span>
        {wallTime(now, person.zone).slice(11)} in {zoneName(person.zone)}
        {person.badSignal ? " · bad signal: calls first" : ""}
      </span>
    </span>
  ));
}
