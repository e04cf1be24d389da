import { Button } from "@mantine/core";
import { useSave } from "../../../../lib/api/use-save.ts";
import { utc } from "../../../../lib/time/format.ts";
import { useTeamTime } from "../../../../lib/time/use-now.ts";
import stack from "../../../../ui/stack.module.css";
import { addOverride } from "../../api/save-override.ts";
import type { Block } from "../../model/lanes.ts";
import { newOverride, type OverrideForm as Values } from "../../model/override-form.ts";
import { listedNames } from "../../model/people.ts";
import { blockSpan, GAP, overrideSentence } from "../../model/words.ts";
import { useInPlace } from "../focus.ts";
import type { Frame } from "../frame.ts";
import oncall from "../oncall.module.css";
import { OverrideForm } from "../override-form.tsx";
import { EndOverride } from "../override-list.tsx";

type Props = { frame: Frame; rota: string; block: Block; zone: string; onClose: () => void };

/** What one block says, in the zone that is shown and where its people are, and what can be done about it. */
export function BlockDetail({ frame, rota, block, zone, onClose }: Props) {
  const { override, users, kind } = block;
  const elsewhere = frame.view.people.filter((person) => users.includes(person.id) && person.zone !== zone);
  return (
    <div className={oncall.panel} role="group" aria-label="The chosen time">
      <div className={stack.tight}>
        <p>
          <strong>
            {override !== null
              ? overrideSentence(override, frame.names)
              : kind === "gap"
                ? GAP
                : listedNames(users, frame.names)}
          </strong>
        </p>
        <p title={`${utc(block.from)} – ${utc(block.until)}`}>{blockSpan(block, zone)}</p>
        {elsewhere.map((person) => (
          <p key={person.id} className={stack.soft}>
            For {person.name}: {blockSpan(block, person.zone)}
          </p>
        ))}
        {override === null || override.reason === "" ? null : <p className={stack.soft}>{override.reason}</p>}
      </div>
      <Actions frame={frame} rota={rota} block={block} zone={zone} onClose={onClose} />
    </div>
  );
}

function Actions({ frame, rota, block, zone, onClose }: Props) {
  const form = useInPlace<Values>();
  const now = useTeamTime();
  const over = block.until <= now();
  const close = (
    <Button size="xs" variant="subtle" onClick={onClose}>
      Close
    </Button>
  );
  if (over || !frame.mayAct)
    return (
      <div className={stack.group}>
        {over ? <span className={stack.soft}>It is over.</span> : null}
        {close}
      </div>
    );
  if (form.shown !== null) return <OverrideForm frame={frame} rota={rota} initial={form.shown} onClose={form.close} />;
  const { from, until } = block;
  const [whose = ""] = block.users;
  const changed =
    block.kind === "gap"
      ? { word: "Somebody takes it…", over: { kind: "take" as const, from, until } }
      : { word: "Cover this…", over: { kind: "cover" as const, whose, from, until } };
  return (
    <div className={stack.group}>
      {block.override === null ? (
        <>
          <Button size="xs" autoFocus={form.back} onClick={() => form.open(newOverride(now(), zone, changed.over))}>
            {changed.word}
          </Button>
          <TakeIt frame={frame} rota={rota} block={block} onDone={onClose} />
        </>
      ) : (
        <EndOverride frame={frame} rota={rota} override={block.override} />
      )}
      {close}
    </div>
  );
}

/** I take this block's time, or what is left of it. It can leave nothing open, so it is saved at once. */
function TakeIt({ frame, rota, block, onDone }: Omit<Props, "zone" | "onClose"> & { onDone: () => void }) {
  const { team, view } = frame;
  const now = useTeamTime();
  const take = useSave(
    team,
    () => {
      const from = Math.max(block.from, Math.ceil(now()));
      return addOverride(team, rota, { kind: "take", by: view.me, from, until: block.until, reason: "" });
    },
    { done: () => "You take it. It is saved.", onDone },
  );
  if (block.users.length === 1 && block.users[0] === view.me) return null;
  return (
    <Button size="xs" variant="default" loading={take.isPending} onClick={() => take.mutate(undefined)}>
      I take it
    </Button>
  );
}
