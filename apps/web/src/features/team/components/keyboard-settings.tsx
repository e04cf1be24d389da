import { Checkbox } from "@mantine/core";
import { useState } from "react";
import { singleKeys } from "../../../lib/keyboard/setting.ts";
import { Section } from "../../../ui/section.tsx";

/** Single keys can be switched off, for people whose software types by itself. */
export function KeyboardSettings() {
  const [on, setOn] = useState(singleKeys.read);
  return (
    <Section title="Keyboard">
      <Checkbox
        label="Single-key shortcuts"
        description="g o, g h, g i to move, a to acknowledge, ? for the list; kept in this browser"
        checked={on}
        onChange={(event) => {
          singleKeys.write(event.currentTarget.checked);
          setOn(event.currentTarget.checked);
        }}
      />
    </Section>
  );
}
