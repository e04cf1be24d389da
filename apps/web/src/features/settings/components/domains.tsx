import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useSave } from "../../../lib/api/use-save.ts";
import { AskTwice } from "../../../ui/ask-twice.tsx";
import { CodeBlock } from "../../../ui/code-block.tsx";
import { QueryPart } from "../../../ui/query-view.tsx";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { When } from "../../../ui/when.tsx";
import { domainsQuery, forgetDomain, proveDomain } from "../api/domains.ts";
import classes from "./settings.module.css";

type Props = { team: string; manages: boolean };

/** Domains that the team has proved to be its own: they may be checked as often as the plan allows. */
export function Domains({ team, manages }: Props) {
  const list = useQuery(domainsQuery(team));
  return (
    <QueryPart query={list}>
      {({ domains, token }) => (
        <Section title="Domains">
          <div className={stack.stack}>
            <p>
              A domain that nobody has proved is asked once in 10 seconds at the most, on five ports at the most, so
              that nobody can turn our checks against a stranger. Prove that one is yours to lift this.
            </p>
            {domains.length === 0 ? null : (
              <ul className={classes.list}>
                {domains.map(({ domain, provedAt }) => (
                  <Domain key={domain} team={team} domain={domain} provedAt={provedAt} manages={manages} />
                ))}
              </ul>
            )}
            {manages ? <ProveForm team={team} token={token} /> : <p>Owners and admins prove domains.</p>}
          </div>
        </Section>
      )}
    </QueryPart>
  );
}

function ProveForm({ team, token }: { team: string; token: string }) {
  const [domain, setDomain] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const prove = useSave(team, () => proveDomain(team, domain.trim()), {
    done: () => `${domain.trim()} is yours.`,
    onDone: () => setDomain(""),
    onField: (_, message) => setFault(message),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setFault(null);
    prove.mutate(undefined);
  };
  return (
    <form className={stack.tight} onSubmit={submit}>
      <TextInput
        label="Domain"
        placeholder="example.com"
        value={domain}
        error={fault}
        onChange={(event) => setDomain(event.currentTarget.value)}
        maw={360}
      />
      <p className={stack.soft}>
        Add this as a TXT record of <code>_nightbell.{domain.trim() || "example.com"}</code>, or serve it at{" "}
        <code>https://{domain.trim() || "example.com"}/.well-known/nightbell.txt</code>:
      </p>
      <CodeBlock label="Proof" code={token} />
      <div>
        <Button type="submit" loading={prove.isPending} disabled={domain.trim() === ""}>
          Look for the proof
        </Button>
      </div>
    </form>
  );
}

function Domain({ team, domain, provedAt, manages }: Props & { domain: string; provedAt: string }) {
  const forget = useSave(team, () => forgetDomain(team, domain), {
    done: () => `${domain} is not held for yours any more.`,
  });
  return (
    <li className={classes.item}>
      <span className={classes.words}>
        <strong>{domain}</strong>
        <span className={stack.soft}>
          proved <When at={provedAt} />
        </span>
      </span>
      {manages ? (
        <AskTwice
          word="Forget…"
          question="Monitors that are there stay; new ones are limited."
          yes="Forget"
          no="Keep it"
          busy={forget.isPending}
          onYes={() => forget.mutate(undefined)}
        />
      ) : null}
    </li>
  );
}
