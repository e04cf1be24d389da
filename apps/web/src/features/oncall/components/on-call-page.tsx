import { Button } from "@mantine/core";
import type { PolicyView } from "@nightbell/shared/views/on-call-views";
import { useQuery } from "@tanstack/react-query";
import { useZone } from "../../../lib/time/use-now.ts";
import { ButtonLink } from "../../../ui/links.tsx";
import { Page } from "../../../ui/page.tsx";
import { Section } from "../../../ui/section.tsx";
import { calendarQuery } from "../api/get-on-call.ts";
import { fetched, mondayOf } from "../model/range.ts";
import { leadOf } from "../model/words.ts";
import { BackupCard } from "./backup.tsx";
import { TestTheChain } from "./chain.tsx";
import { MyShifts } from "./feeds.tsx";
import { FindCover } from "./find-cover.tsx";
import type { Frame } from "./frame.ts";
import type { Look, OnLook, Panel } from "../model/look.ts";
import { QuickStart } from "./quick-start.tsx";
import { RotaCard } from "./rota-card.tsx";
import { TravelPanel } from "./travel-panel.tsx";

type Props = {
  frame: Frame;
  /** Of the team. */
  zone: string;
  policies: readonly PolicyView[];
  look: Look;
  onLook: OnLook;
};

/** Who is on call, now and next, and everything that changes it. */
export function OnCallPage({ frame, zone, policies, look, onLook }: Props) {
  const { rotas } = frame.view;
  const { panel: _panel, ...closed } = look;
  const close = (): void => onLook(closed);
  return (
    <Page
      title="On-call"
      lead={<span aria-live="polite">{leadOf(frame.view)}</span>}
      actions={frame.mayAct ? <Actions frame={frame} look={look} onLook={onLook} /> : undefined}
    >
      {frame.mayAct && look.panel === "cover" ? <FindCover frame={frame} onClose={close} /> : null}
      {frame.mayAct && look.panel === "travel" ? <TravelPanel frame={frame} home={zone} onClose={close} /> : null}
      {rotas.length === 0 ? <NoRota frame={frame} zone={zone} /> : <Rotas frame={frame} look={look} onLook={onLook} />}
      <MyShifts frame={frame} />
      <BackupCard frame={frame} />
      <TestTheChain frame={frame} policies={policies} look={look} onLook={onLook} />
    </Page>
  );
}

const PANEL_WORDS: Record<Panel, string> = { cover: "Find cover…", travel: "I’m travelling…" };

function Actions({ frame, look, onLook }: Pick<Props, "frame" | "look" | "onLook">) {
  const { panel: open, ...closed } = look;
  const toggle = (panel: Panel) => (
    <Button
      variant="default"
      aria-expanded={open === panel}
      onClick={() => onLook(open === panel ? closed : { ...closed, panel })}
    >
      {PANEL_WORDS[panel]}
    </Button>
  );
  const { rotas } = frame.view;
  return (
    <>
      {rotas.length === 0 ? null : toggle("cover")}
      {toggle("travel")}
      {frame.mayManage && rotas.length > 0 ? (
        <ButtonLink variant="default" to="/t/$team/on-call/rota/new" params={{ team: frame.team }}>
          New rota
        </ButtonLink>
      ) : null}
    </>
  );
}

/** Everybody is on call: with a second person it asks whether they take turns. */
function NoRota({ frame, zone }: Pick<Props, "frame" | "zone">) {
  const { team, view, mayManage } = frame;
  if (view.people.length < 2)
    return (
      <Section title="Nobody to take turns with yet">
        <p>Every page goes to you. With a second person you can take turns, and somebody hears when you do not.</p>
        <p style={{ paddingTop: 12 }}>
          <ButtonLink to="/t/$team/members" params={{ team }}>
            Add a second person
          </ButtonLink>
        </p>
      </Section>
    );
  if (mayManage) return <QuickStart frame={frame} zone={zone} />;
  return (
    <Section title="Everybody is on call">
      <p>Every page goes to everybody at once. Owners and admins can let you take turns.</p>
    </Section>
  );
}

function Rotas({ frame, look, onLook }: Pick<Props, "frame" | "look" | "onLook">) {
  const { team, view } = frame;
  const start = look.start ?? mondayOf(Date.parse(view.now), useZone());
  const calendar = useQuery(calendarQuery(team, fetched(start)));
  return view.rotas.map((rota) => (
    <RotaCard
      key={rota.settings.id}
      frame={frame}
      rota={rota}
      calendar={calendar}
      start={start}
      look={look}
      onLook={onLook}
    />
  ));
}
