import type { PolicyView } from "@nightbell/shared/views/on-call-views";
import stack from "../../../ui/stack.module.css";

/** A policy as one reads it, in its order. Steps may be alike. */
export function Sentences({ policy: { name, sentences } }: { policy: Pick<PolicyView, "name" | "sentences"> }) {
  return (
    <ol className={stack.steps} aria-label={`Steps of ${name}`}>
      {sentences.map((sentence, i) => (
        <li key={`${i} ${sentence}`}>{sentence}</li>
      ))}
    </ol>
  );
}
