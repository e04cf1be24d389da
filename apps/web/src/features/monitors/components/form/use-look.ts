import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { messageOf } from "../../../../lib/api/error.ts";
import { type LookAnswer, lookAt } from "../../api/look-at.ts";
import type { MonitorForm } from "../../model/form.ts";
import { isReadable, lookUrl, withProposal } from "../../model/form-proposals.ts";
import type { Form } from "./form-type.ts";

/** A look at the page that is to be watched. */
export type Look = {
  /** What stands at the address. */
  seen: LookAnswer | undefined;
  fault: string | null;
  isLooking: boolean;
  at: (values: MonitorForm) => void;
  /** Looks when the address has been left, once for each. */
  onLeave: (values: MonitorForm) => void;
  /** Resolves once no look is under way. */
  settled: () => Promise<void>;
};

/** Looks at the page that is to be watched. In a new monitor, the best thing to watch for is ticked at once. */
export function useLook(team: string, form: Form, isNew: boolean): Look {
  const last = useRef({ url: "", promise: Promise.resolve(), proposed: "" });
  const asking = useMutation({ mutationFn: (url: string) => lookAt(team, url) });
  const at = (values: MonitorForm): void => {
    const url = lookUrl(values);
    const looking = asking.mutateAsync(url).then(
      (seen) => {
        // Another address has been typed meanwhile, or this is an edit: nothing is changed behind the person's back.
        if (!isNew || last.current.url !== url) return;
        form.setFieldValue("check.web", (web) => {
          const { web: next, proposed } = withProposal(web, seen.proposal, last.current.proposed);
          last.current.proposed = proposed;
          return next;
        });
        form.clearFieldError("check.web.present");
      },
      // Shown beside the address.
      () => undefined,
    );
    last.current = { ...last.current, url, promise: looking };
  };
  return {
    seen: asking.data,
    fault: asking.error === null ? null : messageOf(asking.error),
    isLooking: asking.isPending,
    at,
    onLeave: (values) => {
      if (isReadable(values) && lookUrl(values) !== last.current.url) at(values);
    },
    settled: () => last.current.promise,
  };
}
