import { Button } from "@mantine/core";
import type { CalendarView, RotaView } from "@nightbell/shared/views/on-call-views";
import type { UseQueryResult } from "@tanstack/react-query";
import { useSave } from "../../../lib/api/use-save.ts";
import { useNow, useTeamTime, useZone } from "../../../lib/time/use-now.ts";
import { ButtonLink } from "../../../ui/links.tsx";
import { QueryPart } from "../../../ui/query-view.tsx";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { takeOver } from "../api/save-override.ts";
import { newOverride, type OverrideForm as Values } from "../model/override-form.ts";
import { aheadOf } from "../model/words.ts";
import { Calendar } from "./calendar/calendar.tsx";
import { Findings } from "./findings.tsx";
import { useInPlace } from "./focus.ts";
import type { Frame } from "./frame.ts";
import type { Look, OnLook } from "../model/look.ts";
import { OverrideForm } from "./override-form.tsx";
import { OverrideList } from "./override-list.tsx";
import { Standing } from "./standing.tsx";

type Props = {
  frame: Frame;
  rota: RotaView;
  calendar: UseQueryResult<CalendarView>;
  start: string;
  look: Look;
  onLook: OnLook;
};

/** One rota: who has the pager, what the coming time has in store, its calendar, and what people changed. */
export function RotaCard({ frame, rota, calendar, start, look, onLook }: Props) {
  const { id, name, overrides } = rota.settings;
  const edit = (
    <ButtonLink size="xs" variant="default" to="/t/$team/on-call/rota/$rota" params={{ team: frame.team, rota: id }}>
      Edit rota
    </ButtonLink>
  );
  return (
    <Section title={name} aside={frame.mayManage ? edit : undefined}>
      <div className={stack.stack}>
        <Standing frame={frame} rota={rota} />
        {frame.mayAct ? <Actions frame={frame} rota={rota} look={look} /> : null}
        <QueryPart query={calendar}>
          {(data) => {
            const found = data.rotas.find((known) => known.id === id);
            // Made a moment ago: the calendar comes with the next answer.
            if (found === undefined) return null;
            return (
              <>
                <Findings percent={found.coveragePercent} findings={found.findings} />
                <Calendar
                  frame={frame}
                  calendar={data}
                  rota={found}
                  overrides={overrides}
                  start={start}
                  look={look}
                  onLook={onLook}
                />
              </>
            );
          }}
        </QueryPart>
        <Ahead frame={frame} rota={rota} />
      </div>
    </Section>
  );
}

function Ahead({ frame, rota: { settings } }: Pick<Props, "frame" | "rota">) {
  const now = useNow();
  return <OverrideList frame={frame} rota={settings.id} overrides={aheadOf(settings.overrides, now)} />;
}

function Actions({ frame, rota, look }: Pick<Props, "frame" | "rota" | "look">) {
  const { id, zone } = rota.settings;
  const form = useInPlace<Values>();
  const now = useTeamTime();
  const mine = useZone();
  const open = (): void =>
    form.open(newOverride(now(), look.zone === "rota" ? zone : mine, { whose: rota.now[0] ?? "" }));
  if (form.shown !== null) return <OverrideForm frame={frame} rota={id} initial={form.shown} onClose={form.close} />;
  return (
    <div className={stack.group}>
      <TakeOver frame={frame} rota={rota} />
      <Button size="xs" variant="default" autoFocus={form.back} onClick={open}>
        Change who is on call…
      </Button>
    </div>
  );
}

/** I take the pager to the end of the current shift; nothing to press where I alone have it. */
function TakeOver({ frame, rota }: Pick<Props, "frame" | "rota">) {
  const { team, view } = frame;
  const take = useSave(team, () => takeOver(team, rota.settings.id), {
    done: () => "You have the pager, to the end of this shift.",
  });
  if (rota.now.length === 1 && rota.now[0] === view.me) return null;
  return (
    <Button size="xs" loading={take.isPending} onClick={() => take.mutate(undefined)}>
      Take over
    </Button>
  );
}
