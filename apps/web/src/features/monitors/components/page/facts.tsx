import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import type { MonitorDetail } from "@nightbell/shared/views/monitor-views";
import { Link } from "@tanstack/react-router";
import { Section } from "../../../../ui/section.tsx";
import stack from "../../../../ui/stack.module.css";
import { Shape } from "../../../../ui/state-mark.tsx";
import { When } from "../../../../ui/when.tsx";
import type { PastIncident } from "../../model/series.ts";
import classes from "./page.module.css";

/** Incidents about this monitor that are open or ended lately; all others are in the list of incidents. */
export function Incidents({ team, incidents }: { team: string; incidents: readonly PastIncident[] }) {
  return (
    <Section title="Incidents">
      <div className={stack.tight}>
        {incidents.length === 0 ? <p>None lately.</p> : null}
        {incidents.map(({ id, title, from, until }) => (
          <p key={id}>
            <Link to="/t/$team/incidents/$id" params={{ team, id }} search={{}}>
              {title}
            </Link>{" "}
            <span className={stack.soft}>
              since <When at={from} />
              {until === null ? ", still open" : null}
            </span>
          </p>
        ))}
        <p>
          <Link to="/t/$team/incidents" params={{ team }}>
            All incidents
          </Link>
        </p>
      </div>
    </Section>
  );
}

/** How it is checked, in sentences, and to take along. */
export function Configuration({ monitor: { configuration, input } }: { monitor: MonitorDetail }) {
  const clipboard = useClipboard({ timeout: 2000 });
  return (
    <Section
      title="How we check"
      aside={
        <Button size="xs" variant="default" onClick={() => clipboard.copy(JSON.stringify(input, null, 2))}>
          {clipboard.copied ? "Copied" : "Copy as JSON"}
        </Button>
      }
    >
      <div className={stack.tight}>
        {configuration.map((sentence) => (
          <p key={sentence} className={classes.sentence}>
            {sentence}
          </p>
        ))}
        <p className={stack.soft}>
          A failure is confirmed at once from elsewhere. It has recovered after passing for {input.recoverySeconds} s.
        </p>
      </div>
    </Section>
  );
}

/** The certificate that was shown last, or when the domain runs out. */
export function Certificate({ monitor: { certificate, expiry } }: { monitor: MonitorDetail }) {
  if (certificate === null && expiry === null) return null;
  const urgent = expiry !== null && expiry.urgency !== "fine";
  return (
    <Section title={certificate === null ? "Domain" : "Certificate"} tone={urgent ? "late" : "plain"}>
      <div className={stack.tight}>
        {expiry === null ? null : (
          <p>
            {urgent ? <Shape mark={{ shape: "half", tone: "late", word: expiry.urgency }} /> : null} {expiry.sentence}
          </p>
        )}
        {certificate === null ? null : (
          <>
            {expiry?.what === "certificate" ? null : (
              <p>
                It is valid until <When at={certificate.notAfter} show="absolute" />,{" "}
                <When at={certificate.notAfter} show="relative" />.
              </p>
            )}
            <p className={stack.soft}>
              Issued by {certificate.issuer} for {certificate.names.join(", ")}.
            </p>
          </>
        )}
      </div>
    </Section>
  );
}

/** The next maintenance windows that hold it. */
export function Upcoming({ team, monitor: { upcoming } }: { team: string; monitor: MonitorDetail }) {
  if (upcoming.length === 0) return null;
  return (
    <Section title="Maintenance">
      <div className={stack.tight}>
        {upcoming.map(({ name, from, until }) => (
          <p key={`${name}${from}`}>
            “{name}”: <When at={from} /> until <When at={until} show="absolute" />
          </p>
        ))}
        <p>
          <Link to="/t/$team/maintenance" params={{ team }}>
            All windows
          </Link>
        </p>
      </div>
    </Section>
  );
}
