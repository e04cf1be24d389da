import { Button, Tabs, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Section } from "../../../../ui/section.tsx";
import stack from "../../../../ui/stack.module.css";
import type { ImportFrom } from "../../api/import-addresses.ts";
import { withScheme } from "../../model/form-text.ts";

type Props = {
  from: ImportFrom["from"];
  onFrom: (from: ImportFrom["from"]) => void;
  isReading: boolean;
  onRead: (source: ImportFrom) => void;
};

/** Where the addresses come from. */
export function ImportSource({ from, onFrom, isReading, onRead }: Props) {
  const [text, setText] = useState("");
  const [url, setUrl] = useState("");
  const read = (event: FormEvent): void => {
    event.preventDefault();
    onRead(from === "list" ? { from, text } : { from, url: withScheme(url.trim()) });
  };
  const isEmpty = (from === "list" ? text : url).trim() === "";
  return (
    <Section>
      <form className={stack.stack} noValidate onSubmit={read}>
        <Tabs variant="pills" value={from} onChange={(value) => onFrom(value === "sitemap" ? value : "list")}>
          <Tabs.List aria-label="Where the addresses are" mb="md">
            <Tabs.Tab value="list">Paste a list</Tabs.Tab>
            <Tabs.Tab value="sitemap">From a sitemap</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="list">
            <Textarea
              label="Addresses"
              description="one a line; rows of a spreadsheet and bare host names will do"
              placeholder={"example.com\nhttps://api.example.com/health"}
              autosize
              minRows={5}
              maxRows={16}
              maxLength={60_000}
              spellCheck={false}
              autoCapitalize="none"
              classNames={{ input: stack.mono ?? "" }}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          </Tabs.Panel>
          <Tabs.Panel value="sitemap">
            <TextInput
              label="Address of the sitemap"
              type="url"
              inputMode="url"
              placeholder="https://example.com/sitemap.xml"
              value={url}
              onChange={(event) => setUrl(event.currentTarget.value)}
            />
          </Tabs.Panel>
        </Tabs>
        <div>
          <Button type="submit" variant="default" loading={isReading} disabled={isEmpty}>
            {from === "list" ? "Read the list" : "Read the sitemap"}
          </Button>
        </div>
      </form>
    </Section>
  );
}
