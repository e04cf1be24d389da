import type { Override } from "@nightbell/shared/oncall/rota";
import { useSave } from "../../../lib/api/use-save.ts";
import { useNow, useZone } from "../../../lib/time/use-now.ts";
import { utc } from "../../../lib/time/format.ts";
import { AskTwice } from "../../../ui/ask-twice.tsx";
import type { Mark } from "../../../ui/mark.ts";
import stack from "../../../ui/stack.module.css";
import { StateMark } from "../../../ui/state-mark.tsx";
import { endOverride } from "../api/save-override.ts";
import { overrideSentence, span } from "../model/words.ts";
import type { Frame } from "./frame.ts";
import classes from "./oncall.module.css";

const RUNNING: Mark = { shape: "half", tone: "late", word: "running" };
const AHEAD: Mark = { shape: "ring", tone: "idle", word: "ahead" };

type Props = { frame: Frame; rota: string; overrides: readonly Override[] };

/** Changes that run or are to come, and the way to end them. */
export function OverrideList({ frame, rota, overrides }: Props) {
  const now = useNow();
  const zone = useZone();
  if (overrides.length === 0) return null;
  return (
    <div className={stack.tight}>
      <h3 className={classes.subtitle}>Changes running and ahead</h3>
      <ul className={classes.list}>
        {overrides.map((override) => (
          <li key={override.id} className={classes.item}>
            <StateMark mark={override.from <= now ? RUNNING : AHEAD} />
            <span className={classes.words}>
              {overrideSentence(override, frame.names)},{" "}
              <span title={`${utc(override.from)} – ${utc(override.until)}`}>
                {span(override.from, override.until, now, zone)}
              </span>
              {override.reason === "" ? null : <span className={stack.soft}> · {override.reason}</span>}
              <span className={stack.soft}> · by {frame.names(override.actor)}</span>
            </span>
            {frame.mayAct ? <EndOverride frame={frame} rota={rota} override={override} /> : null}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** One that has begun ends now and stays in the record; one ahead is removed. Spec "oncall" §2, "resolve". */
export function EndOverride({ frame, rota, override }: { frame: Frame; rota: string; override: Override }) {
  const begun = override.from <= useNow();
  const end = useSave(frame.team, () => endOverride(frame.team, rota, override.id), {
    done: () => (begun ? "It is over. The rota goes on as planned." : "It is removed."),
  });
  return (
    <AskTwice
      word={begun ? "End now…" : "Remove…"}
      question={begun ? "The rota takes over again at once." : "It will not come."}
      yes={begun ? "End now" : "Remove"}
      no="Keep it"
      busy={end.isPending}
      onYes={() => end.mutate(undefined)}
    />
  );
}
