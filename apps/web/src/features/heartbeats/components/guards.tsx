import type { HeartbeatGuardView } from "@nightbell/shared/views/guard-views";
import { Link } from "@tanstack/react-router";
import { Section } from "../../../ui/section.tsx";
import stack from "../../../ui/stack.module.css";
import { When } from "../../../ui/when.tsx";

type Props = { team: string; guards: readonly HeartbeatGuardView[] };

/** Which destructive jobs ask for this heartbeat's health, whether one runs now, and what was held back. */
export function GuardCard({ team, guards }: Props) {
  if (guards.length === 0) return null;
  return (
    <Section title="Guard">
      <ul className={stack.steps}>
        {guards.map((guard) => (
          <li key={guard.id}>
            <Link to="/t/$team/guards" params={{ team }}>
              {guard.name}
            </Link>{" "}
            {guard.guards ? "guards this very job" : guard.asks ? "asks whether this is well" : "has asked for it"}.{" "}
            <Lease lease={guard.lease} /> <HeldBack entries={guard.heldBack} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Lease({ lease }: Pick<HeartbeatGuardView, "lease">) {
  if (lease === null) return null;
  return (
    <>
      It runs since <When at={lease.grantedAt} show="absolute" />
      {lease.revoked === null ? "" : ", and should stop"}.
    </>
  );
}

function HeldBack({ entries }: { entries: HeartbeatGuardView["heldBack"] }) {
  const [last] = entries;
  if (!last) return "Nothing was held back lately.";
  return (
    <>
      Held back {entries.length === 1 ? "once" : `${entries.length} times`}, last <When at={last.at} />:{" "}
      {last.reasons[0]?.text ?? "a condition did not hold"}.
    </>
  );
}
