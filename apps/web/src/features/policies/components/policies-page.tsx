import { Button } from "@mantine/core";
import type { PolicyView } from "@nightbell/shared/views/on-call-views";
import { useSave } from "../../../lib/api/use-save.ts";
import { Advanced } from "../../../ui/advanced.tsx";
import { AskTwice } from "../../../ui/ask-twice.tsx";
import { ButtonLink } from "../../../ui/links.tsx";
import type { Mark } from "../../../ui/mark.ts";
import { Page } from "../../../ui/page.tsx";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { StateMark } from "../../../ui/state-mark.tsx";
import { deletePolicy, setDefaultPolicy } from "../api/save-policy.ts";
import { deleteQuestion, inOrder, usedWords } from "../model/words.ts";
import { CalledNow } from "./called-now.tsx";
import { Sentences } from "./sentences.tsx";

type Props = { team: string; policies: readonly PolicyView[]; mayManage: boolean };

const WHAT = "Whom a page asks, how, and for how long before it moves on. None of them ends in silence.";
const STANDARD: Mark = { shape: "disc", tone: "up", word: "the team’s policy" };

/** All policies of a team as sentences: which is the team's, and what pages by each. */
export function PoliciesPage({ team, policies, mayManage }: Props) {
  const standard = policies.find(({ isDefault }) => isDefault)?.name ?? "";
  return (
    <Page
      title="Policies"
      lead={WHAT}
      actions={
        mayManage ? (
          <ButtonLink to="/t/$team/policies/new" params={{ team }}>
            Add a policy
          </ButtonLink>
        ) : undefined
      }
    >
      {inOrder(policies).map((policy) => (
        <Section
          key={policy.id}
          title={policy.name}
          aside={policy.isDefault ? <StateMark mark={STANDARD} /> : undefined}
        >
          <div className={stack.stack}>
            <Sentences policy={policy} />
            <p className={stack.soft}>
              {policy.isDefault ? "Whatever names no policy of its own pages by it. " : ""}
              {usedWords(policy)}
            </p>
            <Advanced title="Who would be called now" lazy>
              <CalledNow team={team} of={{ policy: policy.id }} />
            </Advanced>
            {mayManage ? <Actions team={team} policy={policy} standard={standard} /> : null}
          </div>
        </Section>
      ))}
    </Page>
  );
}

function Actions({ team, policy, standard }: { team: string; policy: PolicyView; standard: string }) {
  const { id, name, isDefault } = policy;
  const choose = useSave(team, () => setDefaultPolicy(team, id), { done: () => `“${name}” is the team’s policy.` });
  if (id === null && isDefault) return null;
  return (
    <div className={stack.group}>
      {isDefault ? null : (
        <Button size="xs" variant="default" loading={choose.isPending} onClick={() => choose.mutate(undefined)}>
          Make it the team’s
        </Button>
      )}
      {id === null ? null : (
        <>
          <ButtonLink
            size="xs"
            variant="default"
            to="/t/$team/policies/$policy"
            params={{ team, policy: id }}
            aria-label={`Edit ${name}`}
          >
            Edit
          </ButtonLink>
          <Delete team={team} policy={policy} id={id} standard={standard} />
        </>
      )}
    </div>
  );
}

type DeleteProps = { team: string; policy: PolicyView; id: string; standard: string };

function Delete({ team, policy, id, standard }: DeleteProps) {
  const remove = useSave(team, () => deletePolicy(team, id), { done: () => "The policy is deleted." });
  return (
    <AskTwice
      word="Delete…"
      question={deleteQuestion(policy, standard)}
      yes="Delete"
      no="Keep it"
      busy={remove.isPending}
      onYes={() => remove.mutate(undefined)}
    />
  );
}
