import type { EditPreview } from "@nightbell/shared/views/on-call-views";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "../../../lib/api/error.ts";
import { useSave } from "../../../lib/api/use-save.ts";
import { notifyDone, notifyError } from "../../../lib/notice.ts";

export type Gaps = EditPreview["newGaps"];

type Options<Input, Preview, Output> = {
  preview: (input: Input) => Promise<Preview>;
  save: (input: Input) => Promise<Output>;
  /** The preview is shown also when it makes no gap. */
  always?: boolean;
  /** What to say once it is saved. */
  done: (input: Input) => string;
  onDone?: (output: Output) => void;
  onField: (field: string, message: string) => void;
};

export type Checked<Input, Preview> = {
  /** What was looked at and waits for the person's yes. */
  asked: Preview | null;
  busy: boolean;
  check: (input: Input) => void;
  /** Saves what was looked at, and nothing else. */
  yes: () => void;
  /** Forgets it, because the form has changed or the person wants to change it. */
  back: () => void;
};

/**
 * Looks at what a change would leave open before it is saved: without a new gap it is saved at once, else the person is asked.
 * A refusal that names a field goes to that field, and the form stays.
 */
export function useChecked<Input, Preview extends { newGaps: Gaps }, Output>(
  team: string,
  { preview, save, always = false, done, onDone, onField }: Options<Input, Preview, Output>,
): Checked<Input, Preview> {
  const [asked, setAsked] = useState<{ input: Input; preview: Preview } | null>(null);
  const back = (): void => setAsked(null);
  const refused = (field: string, message: string): void => {
    back();
    onField(field, message);
  };
  const saving = useSave(team, save, {
    onField: refused,
    onDone: (output, input) => {
      back();
      notifyDone(done(input));
      onDone?.(output);
    },
  });
  const looking = useMutation({
    mutationFn: preview,
    onSuccess: (seen, input) => {
      if (always || seen.newGaps.length > 0) setAsked({ input, preview: seen });
      else saving.mutate(input);
    },
    onError: (error) => {
      if (error instanceof ApiError && error.field !== undefined) refused(error.field, error.message);
      else notifyError(error);
    },
  });
  return {
    asked: asked?.preview ?? null,
    busy: looking.isPending || saving.isPending,
    check: (input) => looking.mutate(input),
    yes: () => asked !== null && saving.mutate(asked.input),
    back,
  };
}
