import { Textarea, TextInput } from "@mantine/core";
import stack from "../../../../ui/stack.module.css";
import { slugOf } from "../../model/words.ts";
import type { Form } from "./form-type.ts";

/** What it is: name, slug, tags, description. */
export function WhatFields({ form }: { form: Form }) {
  const { name, slug, slugFollows } = form.values;
  const derived = slugOf(name);
  return (
    <div className={stack.stack}>
      <TextInput label="Name" placeholder="nightly backup" maxLength={100} required {...form.getInputProps("name")} />
      <div className={stack.fields}>
        <TextInput
          label="Slug"
          description={slugFollows ? "left empty, it follows the name" : "in ping addresses with the team’s key"}
          placeholder={derived}
          maxLength={100}
          spellCheck={false}
          autoCapitalize="none"
          classNames={{ input: stack.mono ?? "" }}
          error={form.errors["slug"]}
          value={slugFollows ? "" : slug}
          onChange={(event) => {
            const typed = event.currentTarget.value;
            form.clearFieldError("slug");
            form.setValues({ slug: typed, slugFollows: typed === "" });
          }}
        />
        <TextInput
          label="Tags"
          description="with spaces between them"
          placeholder="prod database"
          {...form.getInputProps("tags")}
        />
      </div>
      <Textarea
        label="Description"
        description="what it does, and what to do when it fails"
        autosize
        minRows={1}
        maxRows={8}
        maxLength={2000}
        {...form.getInputProps("desc")}
      />
    </div>
  );
}
