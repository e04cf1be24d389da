import { useMutation, type UseMutationResult, useQueryClient } from "@tanstack/react-query";
import { notifyDone, notifyError } from "../notice.ts";
import { ApiError } from "./error.ts";
import { teamKey } from "./keys.ts";

type Options<Input, Output> = {
  /** What to say when it is done; nothing when the screen itself shows it. */
  done?: (output: Output) => string;
  onDone?: (output: Output, input: Input) => void;
  /** Takes a refusal that names a field; everything else becomes a notice. */
  onField?: (field: string, message: string) => void;
};

/**
 * A change of a team's data. Never optimistic: what pages people is shown as done only when the server says so.
 * The team's cached data is fetched again afterwards, whatever the outcome.
 */
export function useSave<Input, Output>(
  team: string,
  save: (input: Input) => Promise<Output>,
  { done, onDone, onField }: Options<Input, Output> = {},
): UseMutationResult<Output, Error, Input> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: save,
    onSuccess: async (output, input) => {
      if (done) notifyDone(done(output));
      onDone?.(output, input);
      // The button stays busy until the screen shows the new state, so that it does not offer the old one again.
      await client.invalidateQueries({ queryKey: teamKey(team) });
    },
    onError: (error) => {
      if (onField && error instanceof ApiError && error.field !== undefined) onField(error.field, error.message);
      else notifyError(error);
      void client.invalidateQueries({ queryKey: teamKey(team) });
    },
  });
}
