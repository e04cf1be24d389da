import { Link } from "@tanstack/react-router";
import { Section } from "../../../ui/section.tsx";

/** From a failing thing to the page where something can be done about it. */
export function OpenIncidentNote({ team, incident }: { team: string; incident: string | null }) {
  if (incident === null) return null;
  return (
    <Section tone="down">
      People are being told about this.{" "}
      <Link to="/t/$team/incidents/$id" params={{ team, id: incident }} search={{}}>
        Open the incident
      </Link>
    </Section>
  );
}
