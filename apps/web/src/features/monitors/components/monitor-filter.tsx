import { Button, NativeSelect, TextInput } from "@mantine/core";
import { MONITOR_STATES, monitorMark } from "../../../ui/mark.ts";
import type { MonitorFilter } from "../model/list.ts";
import classes from "../../../ui/filter-fields.module.css";

type Props = { filter: MonitorFilter; onFilter: (filter: MonitorFilter) => void };

const STATES = MONITOR_STATES.map((status) => ({ value: status, label: monitorMark(status).word }));

/** Text and state; what is set stands in the address. */
export function MonitorFilterFields({ filter, onFilter }: Props) {
  const { state, ...rest } = filter;
  return (
    <div className={classes.fields} role="search" aria-label="Filter monitors">
      <TextInput
        size="sm"
        aria-label="Filter by text"
        placeholder="Filter ( / )"
        data-key="/"
        value={filter.q ?? ""}
        onChange={(event) => onFilter({ ...filter, q: event.currentTarget.value })}
      />
      <NativeSelect
        size="sm"
        aria-label="State"
        value={state ?? ""}
        data={[{ value: "", label: "any state" }, ...STATES]}
        onChange={(event) => {
          const picked = MONITOR_STATES.find((status) => status === event.currentTarget.value);
          onFilter(picked === undefined ? rest : { ...rest, state: picked });
        }}
      />
      {filter.q === undefined && state === undefined ? null : (
        <Button size="sm" variant="subtle" onClick={() => onFilter({})}>
          Show all
        </Button>
      )}
    </div>
  );
}
