import type { GuardView } from "@nightbell/shared/views/guard-views";
import type { GuardList, HeartbeatView } from "@nightbell/shared/views/views";
import type { MonitorView } from "@nightbell/shared/views/monitor-views";
import { useSave } from "../../../lib/api/use-save.ts";
import { amountWords } from "../../../lib/time/units.ts";
import { Advanced } from "../../../ui/advanced.tsx";
import { AskTwice } from "../../../ui/ask-twice.tsx";
import { CodeBlock } from "../../../ui/code-block.tsx";
import { ButtonLink } from "../../../ui/links.tsx";
import { Page } from "../../../ui/page.tsx";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { StateMark } from "../../../ui/state-mark.tsx";
import { deleteGuard } from "../api/save-guard.ts";
import { factsText, guardMark, releaseLine, ruleSentence, shellLines } from "../model/words.ts";
import { Decisions } from "./decisions.tsx";
import classes from "./guards.module.css";

/** The names of what guards ask for. */
export type Watched = { heartbeats: readonly HeartbeatView[]; monitors: readonly MonitorView[] };

type Props = { team: string; list: GuardList; watched: Watched; mayAct: boolean };

const WHAT = "A guard says whether a destructive job may run now: only while the backups it counts on are well.";

/** All guards of a team, each with how it stands and how it is asked. */
export function GuardsPage({ team, list: { guards }, watched, mayAct }: Props) {
  return (
    <Page
      title="Guards"
      lead={WHAT}
      actions={
        mayAct ? (
          <ButtonLink to="/t/$team/guards/new" params={{ team }}>
            Add a guard
          </ButtonLink>
        ) : undefined
      }
    >
      {guards.length === 0 ? (
        <Section>
          <p>
            There is none yet. Put one before whatever deletes for good: pruning backups, emptying buckets, dropping old
            tables. When something it counts on is not well, the job is held back, and you hear of it.
          </p>
        </Section>
      ) : null}
      {guards.map((guard) => (
        <Guard key={guard.id} team={team} guard={guard} watched={watched} mayAct={mayAct} />
      ))}
    </Page>
  );
}

type GuardProps = { team: string; guard: GuardView; watched: Watched; mayAct: boolean };

function Guard({ team, guard, watched, mayAct }: GuardProps) {
  return (
    <Section title={guard.name} aside={<StateMark mark={guardMark(guard.state)} />}>
      <div className={stack.stack}>
        <p className={classes.sentence}>{guard.sentence}</p>
        {guard.warnings.map((warning) => (
          <p key={warning} className={classes.warning}>
            {warning}
          </p>
        ))}
        <Conditions guard={guard} watched={watched} />
        {mayAct ? <HowToAsk guard={guard} /> : null}
        <Advanced title={`Last decisions (${guard.recent.length})`}>
          <Decisions entries={guard.recent} />
        </Advanced>
        {mayAct ? <Actions team={team} id={guard.id} /> : null}
      </div>
    </Section>
  );
}

function Conditions({ guard: { input }, watched }: Pick<GuardProps, "guard" | "watched">) {
  const nameOf = (id: string): string =>
    [...watched.heartbeats, ...watched.monitors].find((thing) => thing.id === id)?.name ?? "something that was deleted";
  return (
    <ul className={stack.steps} aria-label="Conditions">
      {input.requires.map(({ kind, id, maxAgeSeconds }) => (
        <li key={`${kind}:${id}`}>
          {nameOf(id)} is up and fresh{maxAgeSeconds === null ? "" : `, at most ${amountWords(maxAgeSeconds)} old`}.
        </li>
      ))}
      {input.rules.map((rule) => (
        <li key={JSON.stringify(rule)}>{ruleSentence(rule, nameOf)}</li>
      ))}
      <li>No page waits for an answer{input.quietSeconds === 0 ? "" : ", and nothing it counts on broke lately"}.</li>
    </ul>
  );
}

function HowToAsk({ guard }: { guard: GuardView }) {
  const url = guard.slugUrl ?? guard.url;
  const facts = factsText(guard.input.rules);
  return (
    <div className={stack.tight}>
      <p className={stack.soft}>Before the job. No answer, or any but “go”, holds it:</p>
      <CodeBlock label={`How ${guard.name} is asked`} code={shellLines(url)} />
      {facts === "" ? null : (
        <p className={stack.soft}>
          Its rules want numbers of the job: put <code>{facts}</code> after <code>format=text</code>.
        </p>
      )}
      <p className={stack.soft}>
        The lease ends with a ping of the job that carries <code>rid=$RID</code>, after{" "}
        {amountWords(guard.input.ttlSeconds)}, or with:
      </p>
      <CodeBlock label={`How a lease of ${guard.name} is given back`} code={releaseLine(url)} />
    </div>
  );
}

function Actions({ team, id }: { team: string; id: string }) {
  const remove = useSave(team, () => deleteGuard(team, id), { done: () => "The guard is deleted." });
  return (
    <div className={stack.group}>
      <ButtonLink size="xs" variant="default" to="/t/$team/guards/$id/edit" params={{ team, id }}>
        Edit
      </ButtonLink>
      <AskTwice
        word="Delete…"
        question="Jobs that still ask it are held back from then on."
        yes="Delete"
        no="Keep it"
        busy={remove.isPending}
        onYes={() => remove.mutate(undefined)}
      />
    </div>
  );
}
