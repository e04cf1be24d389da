import { NativeSelect } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import type { TeamFrame } from "../use-team.ts";
import classes from "./team-switcher.module.css";

/** The team's name; a choice when the person is in several. */
export function TeamSwitcher({ frame }: { frame: TeamFrame }) {
  const navigate = useNavigate();
  const { teams } = frame.view;
  if (teams.length < 2) return <span className={classes.name}>{frame.membership.name}</span>;
  return (
    <NativeSelect
      size="sm"
      aria-label="Team"
      value={frame.team}
      data={teams.map((team) => ({ value: team.id, label: team.name }))}
      onChange={(event) => void navigate({ to: "/t/$team", params: { team: event.currentTarget.value }, search: {} })}
    />
  );
}
