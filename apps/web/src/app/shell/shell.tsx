import type { Overview } from "@nightbell/shared/views/views";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { GoTarget } from "../../lib/keyboard/keys.ts";
import { useKeys } from "../../lib/keyboard/use-keys.ts";
import { Logo } from "../../ui/logo.tsx";
import type { TeamFrame } from "../use-team.ts";
import { BottomBar } from "./bottom-bar.tsx";
import { KeyHelp } from "./key-help.tsx";
import { Sidebar } from "./sidebar.tsx";
import classes from "./shell.module.css";

type Props = { frame: TeamFrame; overview: Overview | undefined; children: ReactNode };

const GO = {
  overview: "/t/$team",
  heartbeats: "/t/$team/heartbeats",
  monitors: "/t/$team/monitors",
  incidents: "/t/$team/incidents",
  "on-call": "/t/$team/on-call",
} as const satisfies Record<GoTarget, string>;

/** The frame around every page of a team: places at the side, or at the bottom of a phone. */
export function Shell({ frame, overview, children }: Props) {
  const [help, setHelp] = useState(false);
  const navigate = useNavigate();
  useKeys((action) => {
    if (action.kind === "go") void navigate({ to: GO[action.to], params: { team: frame.team } });
    else setHelp(action.kind === "help" && !help);
  });
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#content">
        Skip to the page
      </a>
      <Sidebar frame={frame} overview={overview} onHelp={() => setHelp(!help)} />
      <header className={classes.topbar}>
        <Logo size={26} />
        <span className={classes.team}>{frame.membership.name}</span>
      </header>
      <main id="content" className={classes.content} tabIndex={-1}>
        {children}
      </main>
      {help ? <KeyHelp onClose={() => setHelp(false)} /> : null}
      <BottomBar team={frame.team} />
    </div>
  );
}
