import { useMutation, type UseMutationResult, useQueryClient } from "@tanstack/react-query";
import { ME } from "../../../lib/api/keys.ts";

/** One step of signing in or out: what was cached is forgotten, since it may be another person now. */
export function useAuthStep<Input>(
  step: (input: Input) => Promise<void>,
  onDone: (input: Input) => void,
): UseMutationResult<void, Error, Input> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: step,
    onSuccess: async (_, input) => {
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== ME[0] });
      await client.resetQueries({ queryKey: ME });
      onDone(input);
    },
  });
}
