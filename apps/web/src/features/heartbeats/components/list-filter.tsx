import { Button, NativeSelect, TextInput } from "@mantine/core";
import type { HeartbeatView } from "@nightbell/shared/views/views";
import { LIST_STATES, type ListFilter, tagsOf } from "../model/list.ts";
import classes from "../../../ui/filter-fields.module.css";

type Props = { heartbeats: readonly HeartbeatView[]; filter: ListFilter; onFilter: (filter: ListFilter) => void };

/** Text, tag and state; what is set stands in the address. */
export function ListFilterFields({ heartbeats, filter, onFilter }: Props) {
  const tags = tagsOf(heartbeats);
  const set = Object.values(filter).some((part) => part !== undefined);
  return (
    <div className={classes.fields} role="search" aria-label="Filter heartbeats">
      <TextInput
        size="sm"
        aria-label="Filter by text"
        placeholder="Filter ( / )"
        data-key="/"
        value={filter.q ?? ""}
        onChange={(event) => onFilter({ ...filter, q: event.currentTarget.value })}
      />
      {tags.length === 0 ? null : (
        <NativeSelect
          size="sm"
          aria-label="Tag"
          value={filter.tag ?? ""}
          data={[{ value: "", label: "any tag" }, ...tags.map((tag) => ({ value: tag, label: tag }))]}
          onChange={(event) => onFilter({ ...filter, tag: event.currentTarget.value })}
        />
      )}
      <NativeSelect
        size="sm"
        aria-label="State"
        value={filter.state ?? ""}
        data={[{ value: "", label: "any state" }, ...LIST_STATES.map((state) => ({ value: state, label: state }))]}
        onChange={(event) => {
          const picked = LIST_STATES.find((state) => state === event.currentTarget.value);
          const { state: _, ...others } = filter;
          onFilter(picked === undefined ? others : { ...others, state: picked });
        }}
      />
      {set ? (
        <Button size="sm" variant="subtle" onClick={() => onFilter({})}>
          Show all
        </Button>
      ) : null}
    </div>
  );
}
