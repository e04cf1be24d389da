import { Button } from "@mantine/core";
import type { MemberView } from "@nightbell/shared/views/views";
import { useState } from "react";
import { useSave } from "../../../lib/api/use-save.ts";
import { StateMark } from "../../../ui/state-mark.tsx";
import { removeMember } from "../api/save-team.ts";
import { reachSentence, wakes } from "../model/members.ts";
import classes from "./members.module.css";

type Props = { team: string; member: MemberView; isMe: boolean; removable: boolean };

/** One person: name, role, and whether we can wake them. */
export function MemberRow({ team, member, isMe, removable }: Props) {
  const [asking, setAsking] = useState(false);
  const remove = useSave(team, () => removeMember(team, member.id), {
    done: () => `${member.name} is no longer in the team.`,
  });
  const awake = wakes(member);
  return (
    <>
      <div className={classes.words}>
        <span className={classes.name}>
          {member.name}
          {isMe ? " (you)" : ""}
        </span>
        <span className={classes.soft}>
          {member.email} · {member.role} · {reachSentence(member)}
        </span>
      </div>
      <StateMark
        mark={{ shape: awake ? "disc" : "square", tone: awake ? "up" : "down", word: awake ? "reachable" : "no phone" }}
      />
      {removable && !asking ? (
        <Button size="xs" variant="default" onClick={() => setAsking(true)}>
          Remove…
        </Button>
      ) : null}
      {asking ? (
        <span className={classes.ask} role="alert">
          {member.name} is not paged any more and loses access.
          <Button size="xs" color="red" loading={remove.isPending} onClick={() => remove.mutate(undefined)}>
            Remove
          </Button>
          <Button size="xs" variant="default" onClick={() => setAsking(false)}>
            Keep
          </Button>
        </span>
      ) : null}
    </>
  );
}
