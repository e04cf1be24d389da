import { counted } from "../../../../lib/number.ts";
import { CodeBlock } from "../../../../ui/code-block.tsx";
import { ButtonLink } from "../../../../ui/links.tsx";
import { Section } from "../../../../ui/section.tsx";
import stack from "../../../../ui/stack.module.css";

type Props = { team: string; system: boolean; count: number; crontab: string };

/** The edited crontab, and how it is put in place. */
export function CrontabDone({ team, system, count, crontab }: Props) {
  const made = counted(count, "heartbeat");
  return (
    <Section title={`${made} ${count === 1 ? "waits" : "wait"} for a first ping`}>
      <div className={stack.stack}>
        <p role="status">
          Put this crontab in the place of the old one. Each job runs as before; when it ends, its exit code is
          reported, and cron gets the same code.
        </p>
        <CodeBlock code={crontab} label="Edited crontab" hotkey="c" />
        {system ? <InstallSystem /> : <InstallOwn />}
        <p className={stack.soft}>It holds your team’s ping key: show it to nobody who may not ping.</p>
        <div>
          <ButtonLink to="/t/$team/heartbeats" params={{ team }} search={{}}>
            See the heartbeats
          </ButtonLink>
        </div>
      </div>
    </Section>
  );
}

function InstallOwn() {
  return (
    <ol className={stack.steps}>
      <li>
        Keep a copy: <code>crontab -l &gt; crontab.backup</code>
      </li>
      <li>
        <code>crontab -e</code>, as the user whose crontab it is
      </li>
      <li>Replace everything by the text above, save, and leave the editor.</li>
    </ol>
  );
}

function InstallSystem() {
  return (
    <ol className={stack.steps}>
      <li>Keep a copy of the file.</li>
      <li>
        <code>sudoedit /etc/crontab</code>, or the file in <code>/etc/cron.d</code> that it came from
      </li>
      <li>Replace everything by the text above, and save. Cron sees the change by itself.</li>
    </ol>
  );
}
