import { Checkbox, Radio } from "@mantine/core";
import stack from "../../../ui/stack.module.css";
import type { HeldForm } from "../model/form.ts";
import type { Form } from "./form-type.ts";
import type { Held } from "./maintenance-page.tsx";

type Props = { form: Form; kind: keyof Held; things: Held[keyof Held] };

const WHICH: readonly HeldForm["which"][] = ["all", "some", "none"];
const WORDS: Record<keyof Held, { title: string; all: string }> = {
  monitors: { title: "Monitors", all: "All monitors" },
  heartbeats: { title: "Heartbeats", all: "All heartbeats" },
};

/** All monitors or heartbeats, those that are ticked, or none. */
export function HeldPicker({ form, kind, things }: Props) {
  const held = form.values[kind];
  const { title, all } = WORDS[kind];
  const set = (next: HeldForm): void => {
    // Either kind may have said that the window holds nothing.
    form.clearFieldError("monitors");
    form.clearFieldError("heartbeats");
    form.setFieldValue(kind, next);
  };
  const words: Record<HeldForm["which"], string> = { all, some: "Only some", none: "None" };
  return (
    <div className={stack.tight}>
      <Radio.Group
        label={title}
        value={held.which}
        error={held.which === "some" ? undefined : form.errors[kind]}
        onChange={(picked) => set({ ...held, which: WHICH.find((which) => which === picked) ?? "none" })}
      >
        <div className={stack.choices}>
          {WHICH.map((which) => (
            <Radio key={which} value={which} label={words[which]} />
          ))}
        </div>
      </Radio.Group>
      {held.which === "some" ? (
        <Checkbox.Group
          aria-label={`${title} that it holds`}
          value={held.ids}
          error={form.errors[kind]}
          onChange={(ids) => set({ ...held, ids })}
        >
          <div className={stack.choices}>
            {things.map(({ id, name }) => (
              <Checkbox key={id} value={id} label={name} />
            ))}
          </div>
        </Checkbox.Group>
      ) : null}
    </div>
  );
}
