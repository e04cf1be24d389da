import { Button, Radio } from "@mantine/core";
import type { FeedView } from "@nightbell/shared/views/on-call-views";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSave } from "../../../lib/api/use-save.ts";
import { useNow, useZone } from "../../../lib/time/use-now.ts";
import { AskTwice } from "../../../ui/ask-twice.tsx";
import { CodeBlock } from "../../../ui/code-block.tsx";
import { QueryPart } from "../../../ui/query-view.tsx";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { When } from "../../../ui/when.tsx";
import { feedsQuery } from "../api/get-on-call.ts";
import { makeFeed, revokeFeed } from "../api/save-feed.ts";
import { span } from "../model/words.ts";
import { Badge } from "./badge.tsx";
import type { Frame } from "./frame.ts";
import classes from "./oncall.module.css";

const WHOSE: Record<FeedView["whose"], string> = { mine: "Only my shifts", all: "Everybody’s shifts" };

/** The reader's next shifts, and the links that bring them into a calendar. */
export function MyShifts({ frame }: { frame: Frame }) {
  const feeds = useQuery(feedsQuery(frame.team));
  return (
    <Section title="Your shifts">
      <div className={stack.stack}>
        <Ahead frame={frame} />
        <h3 className={classes.subtitle}>Put your shifts into your calendar</h3>
        <MakeFeed team={frame.team} feeds={feeds.data} />
        <QueryPart query={feeds}>{(list) => <FeedList team={frame.team} feeds={list} />}</QueryPart>
        <Badge team={frame.team} />
      </div>
    </Section>
  );
}

function Ahead({ frame }: { frame: Frame }) {
  const { mine, rotas } = frame.view;
  const now = useNow();
  const zone = useZone();
  if (mine.length === 0) return <p>You have none ahead.</p>;
  const nameOf = (id: string): string => rotas.find(({ settings }) => settings.id === id)?.settings.name ?? "";
  return (
    <ul className={stack.steps}>
      {mine.map(({ rota, from, until }) => (
        <li key={`${rota} ${from}`}>
          {span(Date.parse(from), Date.parse(until), now, zone)}
          {rotas.length > 1 ? ` · ${nameOf(rota)}` : ""}
        </li>
      ))}
    </ul>
  );
}

function MakeFeed({ team, feeds }: { team: string; feeds: readonly FeedView[] | undefined }) {
  const [whose, setWhose] = useState<FeedView["whose"]>("mine");
  const make = useSave(team, (of: FeedView["whose"]) => makeFeed(team, of));
  // Gone with the link: one that was revoked is no address any more.
  const made = feeds?.some(({ id }) => id === make.data?.id) ? make.data : undefined;
  return (
    <div className={stack.tight}>
      <Radio.Group
        aria-label="Whose shifts"
        value={whose}
        onChange={(value) => setWhose(value === "all" ? "all" : "mine")}
      >
        <div className={stack.choices}>
          <Radio value="mine" label={WHOSE.mine} />
          <Radio value="all" label={WHOSE.all} />
        </div>
      </Radio.Group>
      <div className={stack.group} style={{ paddingTop: 8 }}>
        <Button variant="default" loading={make.isPending} onClick={() => make.mutate(whose)}>
          Make a link
        </Button>
      </div>
      {made === undefined ? null : (
        <div className={stack.tight} role="status">
          <p>Subscribe to this address in your calendar. It is shown once; whoever has it can read the shifts.</p>
          <CodeBlock label="Calendar address" code={made.url} />
        </div>
      )}
    </div>
  );
}

function FeedList({ team, feeds }: { team: string; feeds: readonly FeedView[] }) {
  if (feeds.length === 0) return null;
  return (
    <ul className={classes.list} aria-label="Calendar links">
      {feeds.map((feed) => (
        <li key={feed.id} className={classes.item}>
          <span className={classes.words}>
            {WHOSE[feed.whose]}{" "}
            <span className={stack.soft}>
              made <When at={feed.createdAt} />
            </span>
          </span>
          <Revoke team={team} feed={feed} />
        </li>
      ))}
    </ul>
  );
}

function Revoke({ team, feed }: { team: string; feed: FeedView }) {
  const revoke = useSave(team, () => revokeFeed(team, feed.id), { done: () => "The link works no longer." });
  return (
    <AskTwice
      word="Revoke…"
      question="Calendars that use it are not updated any more."
      yes="Revoke"
      no="Keep it"
      busy={revoke.isPending}
      onYes={() => revoke.mutate(undefined)}
    />
  );
}
