import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type ChainView, LADDER, type PolicyView } from "@nightbell/shared/views/on-call-views";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { dateTime, zoneName } from "../../../lib/time/format.ts";
import { useOpenedAt, useZone } from "../../../lib/time/use-now.ts";
import { instantOf, wallTime } from "../../../lib/time/wall.ts";
import { Chain } from "../../../ui/chain/chain.tsx";
import { QueryPart } from "../../../ui/query-view.tsx";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { chainQuery } from "../api/get-on-call.ts";
import type { Frame } from "./frame.ts";
import type { Look, OnLook } from "../model/look.ts";

type Props = { frame: Frame; policies: readonly PolicyView[]; look: Look; onLook: OnLook };

/** Who would get what, if something broke at a moment and nobody answered. By the pager's own rules; nothing is sent. */
export function TestTheChain({ frame, policies, look, onLook }: Props) {
  const zone = useZone();
  const opened = useOpenedAt();
  const usual = policies.find(({ isDefault }) => isDefault)?.id ?? LADDER;
  const [at, setAt] = useState(() => wallTime(look.at === undefined ? opened : Date.parse(look.at), zone));
  const [policy, setPolicy] = useState(look.policy ?? usual);
  const [fault, setFault] = useState<string | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const instant = instantOf(at, zone);
    setFault(Number.isNaN(instant) ? "a date and a time" : null);
    if (!Number.isNaN(instant)) onLook({ ...look, at: new Date(instant).toISOString(), policy });
  };
  return (
    <Section title="Test the chain">
      <form className={stack.stack} noValidate aria-label="Test the chain" onSubmit={submit}>
        <p>If something broke then and nobody answered: who gets what, and when. Nothing is sent.</p>
        <div className={stack.fields}>
          <TextInput
            type="datetime-local"
            label={`At (${zoneName(zone)} time)`}
            value={at}
            error={fault}
            onChange={(event) => setAt(event.currentTarget.value)}
          />
          <NativeSelect
            label="By policy"
            value={policy}
            data={policies.map(({ id, name }) => ({ value: id ?? LADDER, label: name }))}
            onChange={(event) => setPolicy(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" className={stack.submit ?? ""}>
            Show the chain
          </Button>
        </div>
      </form>
      {look.at === undefined ? null : <Shown frame={frame} at={look.at} policy={look.policy ?? usual} />}
    </Section>
  );
}

function Shown({ frame, at, policy }: { frame: Frame; at: string; policy: string }) {
  const chain = useQuery(chainQuery(frame.team, { policy, at }));
  return <QueryPart query={chain}>{(data) => <Timetable chain={data} />}</QueryPart>;
}

function Timetable({ chain }: { chain: ChainView }) {
  const zone = useZone();
  return (
    <div className={stack.tight} style={{ paddingTop: 14 }} aria-live="polite">
      <p>
        <strong>
          {chain.policy}, {dateTime(Date.parse(chain.at), zone)}
        </strong>{" "}
        <span className={stack.soft}>minutes and seconds after the page begins</span>
      </p>
      <Chain chain={chain} />
    </div>
  );
}
