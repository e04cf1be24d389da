import { NativeSelect } from "@mantine/core";
import { useSave } from "../../../lib/api/use-save.ts";
import { setClock } from "../api/save-team.ts";

const FACTORS = [1, 4, 10, 30, 60];

const speedOf = (factor: number): string =>
  factor === 1 ? "real time" : factor === 0 ? "standing" : `${factor} times faster`;

/** Local stack only: lets this team's time run faster, so that a whole ladder passes in a minute. */
export function FastClock({ team, factor }: { team: string; factor: number }) {
  const save = useSave(team, (next: number) => setClock(team, next));
  const known = FACTORS.includes(factor) ? FACTORS : [...FACTORS, factor];
  return (
    <NativeSelect
      size="xs"
      label="Clock of this team"
      value={String(factor)}
      disabled={save.isPending}
      data={known.map((each) => ({ value: String(each), label: speedOf(each) }))}
      onChange={(event) => save.mutate(Number(event.currentTarget.value))}
    />
  );
}
