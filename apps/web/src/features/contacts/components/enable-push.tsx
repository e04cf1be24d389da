import { Button } from "@mantine/core";
import { useState } from "react";
import { ApiError } from "../../../lib/api/error.ts";
import { useSave } from "../../../lib/api/use-save.ts";
import { notifyError } from "../../../lib/notice.ts";
import stack from "../../../ui/stack.module.css";
import { addBrowser, type Subscription } from "../api/save-contact.ts";
import { browserName } from "../model/contacts.ts";
import { pushObstacle, subscribe } from "../model/push.ts";

type Props = { team: string; vapidKey: string };

/** Browser push, asked for on a tap and never before. */
export function EnablePush({ team, vapidKey }: Props) {
  const [obstacle, setObstacle] = useState(pushObstacle);
  const [asking, setAsking] = useState(false);
  const add = useSave(
    team,
    (subscription: Subscription) => addBrowser(team, subscription, browserName(navigator.userAgent)),
    { done: () => "This browser is notified at once when something breaks." },
  );
  const enable = async (): Promise<void> => {
    setAsking(true);
    try {
      add.mutate(await subscribe(vapidKey));
    } catch (error) {
      notifyError(error instanceof Error && error.name === "Error" ? new ApiError("offline", 0, error.message) : error);
      setObstacle(pushObstacle());
    }
    setAsking(false);
  };
  if (obstacle !== null) return <p className={stack.soft}>{obstacle}</p>;
  return (
    <div className={stack.stack}>
      <p className={stack.soft}>
        A notification with an “I’ve got it” button, a second after the alarm. It will not pass Do Not Disturb; your
        text and call will.
      </p>
      <div>
        <Button variant="default" loading={asking || add.isPending} onClick={() => void enable()}>
          Notify me in this browser
        </Button>
      </div>
    </div>
  );
}
