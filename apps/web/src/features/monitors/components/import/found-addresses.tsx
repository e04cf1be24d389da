import { Button, Checkbox, NativeSelect } from "@mantine/core";
import { counted } from "../../../../lib/number.ts";
import { Section } from "../../../../ui/section.tsx";
import stack from "../../../../ui/stack.module.css";
import type { ForAll, FoundChoice } from "../../model/import.ts";
import { intervalChoices } from "../../model/kinds.ts";
import { RegionFields } from "../form/where-fields.tsx";
import classes from "./import.module.css";

type Props = {
  choices: readonly FoundChoice[];
  /** How many were left out. */
  more: number;
  forAll: ForAll;
  /** Refusals by address, or by field of all. */
  faults: Readonly<Record<string, string>>;
  /** A refusal of the whole, such as the plan's limit. */
  refusal: string | null;
  isSaving: boolean;
  onTick: (url: string, on: boolean) => void;
  onForAll: (forAll: ForAll) => void;
  onCreate: () => void;
};

/** What was found, each to tick; how often and from where all of them are asked; and the button that creates them. */
export function FoundAddresses({ choices, more, faults, ...rest }: Props) {
  if (choices.length === 0) return <Section tone="late">There is no address in it that we can watch.</Section>;
  return (
    <Section title={`${counted(choices.length, "address", "addresses")} found`} flush>
      <ul className={classes.found} aria-label="Addresses found">
        {choices.map((choice) => (
          <Found key={choice.url} choice={choice} refusal={faults[choice.url]} onTick={rest.onTick} />
        ))}
      </ul>
      <div className={classes.foot}>
        {more === 0 ? null : (
          <p role="alert">
            {counted(more, "address is", "addresses are")} left out: one import takes 50. Create these, then import the
            rest.
          </p>
        )}
        <Foot choices={choices} more={more} faults={faults} {...rest} />
      </div>
    </Section>
  );
}

function Found({
  choice,
  refusal,
  onTick,
}: {
  choice: FoundChoice;
  refusal: string | undefined;
  onTick: Props["onTick"];
}) {
  const { url, name, fault, taken, chosen } = choice;
  const wrong = refusal ?? fault;
  const note = wrong ?? (taken ? "a monitor asks this address already" : null);
  return (
    <li className={classes.one}>
      <Checkbox
        classNames={{ labelWrapper: classes.words ?? "" }}
        label={name}
        description={url}
        checked={chosen}
        disabled={fault !== null}
        onChange={(event) => onTick(url, event.currentTarget.checked)}
      />
      {note === null ? null : (
        <p className={classes.note} data-fault={wrong !== null || undefined}>
          {note}
        </p>
      )}
    </li>
  );
}

function Foot({ choices, forAll, faults, refusal, isSaving, onForAll, onCreate }: Omit<Props, "onTick">) {
  const count = choices.filter(({ chosen }) => chosen).length;
  return (
    <>
      <NativeSelect
        label="Check them"
        maw={260}
        data={intervalChoices(forAll.intervalSeconds)}
        value={forAll.intervalSeconds}
        error={faults["intervalSeconds"]}
        onChange={(event) => onForAll({ ...forAll, intervalSeconds: event.currentTarget.value })}
      />
      <RegionFields
        value={forAll.regions}
        error={forAll.regions.length < 2 ? "choose at least two" : faults["regions"]}
        onChange={(regions) => onForAll({ ...forAll, regions })}
      />
      <p className={stack.soft}>
        They watch the status. A healthy status can hide a broken page: open one later to say which words must be there.
      </p>
      {refusal === null ? null : <p role="alert">{refusal}</p>}
      <div>
        <Button disabled={count === 0 || forAll.regions.length < 2} loading={isSaving} onClick={onCreate}>
          Create {counted(count, "monitor")}
        </Button>
      </div>
    </>
  );
}
