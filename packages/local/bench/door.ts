import type { Workerd } from "./workerd.ts";

/** Asks the door of the bench's Team Worker (`workers/team.ts`). @throws Error with its words when it refuses */
export async function askDoor({ ports }: Workerd, body: unknown): Promise<unknown> {
  const answer = await fetch(`http://127.0.0.1:${ports["team"]}/`, { method: "POST", body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`the bench's door answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
