import { HOUR, MINUTE, type Instant } from "../time.ts";
import type { Rota } from "./rota.ts";
import { shiftsOf } from "./shifts.ts";

/** "You are on call from …": said to whoever comes on call, a day and a quarter of an hour before. Spec "oncall" §2. */

export const NOTICES = [24 * HOUR, 15 * MINUTE] as const;
const [EARLIEST] = NOTICES;

/** One notice: to whom, about which turn. `at`: when it is due. */
export type ShiftNotice = { at: Instant; rota: string; from: Instant; users: string[] };

/** The notices of a rota that are due after one instant and until another, both epoch ms, oldest first. */
export function noticesOf(rota: Rota, after: Instant, until: Instant): ShiftNotice[] {
  const shifts = shiftsOf(rota, after, until + EARLIEST + 1);
  return shifts
    .flatMap((shift, i) => {
      const before = shifts[i - 1];
      const users = before ? shift.users.filter((user) => !before.users.includes(user)) : [];
      return NOTICES.map((ahead) => ({ at: shift.from - ahead, rota: rota.id, from: shift.from, users }));
    })
    .filter(({ at, users }) => users.length > 0 && at > after && at <= until)
    .toSorted((a, b) => a.at - b.at);
}
