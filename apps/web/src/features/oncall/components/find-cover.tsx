import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useNow, useOpenedAt, useZone } from "../../../lib/time/use-now.ts";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { coverOf } from "../model/override-form.ts";
import { span } from "../model/words.ts";
import type { Frame } from "./frame.ts";
import { OverrideForm } from "./override-form.tsx";

/** Picks one of my shifts, or a part of it, and who covers. */
export function FindCover({ frame, onClose }: { frame: Frame; onClose: () => void }) {
  const { mine, me, rotas } = frame.view;
  const now = useNow();
  const opened = useOpenedAt();
  const zone = useZone();
  const [picked, setPicked] = useState(0);
  const shift = mine[picked];
  const nameOf = (id: string): string => rotas.find(({ settings }) => settings.id === id)?.settings.name ?? "";
  return (
    <Section title="Find cover">
      {shift === undefined ? (
        <p>You have no shift ahead that somebody could cover.</p>
      ) : (
        <div className={stack.stack}>
          <NativeSelect
            label="Which of your shifts"
            value={String(picked)}
            data={mine.map(({ rota, from, until }, i) => ({
              value: String(i),
              label: `${span(Date.parse(from), Date.parse(until), now, zone)}${rotas.length > 1 ? ` (${nameOf(rota)})` : ""}`,
            }))}
            description="for a part of it, change the times below"
            onChange={(event) => setPicked(Number(event.currentTarget.value))}
          />
          <OverrideForm
            // The running shift begins now, whenever one asks; its end stays.
            key={`${shift.rota} ${shift.until}`}
            frame={frame}
            rota={shift.rota}
            initial={coverOf(shift, me, opened, zone)}
            fixed
            onClose={onClose}
          />
        </div>
      )}
    </Section>
  );
}
