import type { NewMonitor } from "@nightbell/shared/check/settings";
import { isProbeId } from "@nightbell/shared/check/region";
import { useEffect, useRef, useState } from "react";
import { messageOf } from "../../../../lib/api/error.ts";
import { tryMonitor } from "../../api/try-monitor.ts";
import { begunTrial, endedTrial, heardLine, type Trial } from "../../model/trial.ts";

/** A test as far as it has come. */
export type Trying = {
  /** What the regions have said; null before the first test. */
  trial: Trial | null;
  /** Why there was no test, or not all of it. */
  fault: string | null;
  /** What was tested. */
  input: NewMonitor | null;
};

const NOTHING: Trying = { trial: null, fault: null, input: null };

/** A test of what is being typed. A new one takes the place of one that still runs; leaving the page ends it. */
export function useTrial(team: string): Trying & { run: (input: NewMonitor) => void } {
  const [trying, setTrying] = useState(NOTHING);
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);

  const update = (change: (trial: Trial) => Trial, fault: string | null = null): void =>
    setTrying((was) => ({ ...was, trial: was.trial && change(was.trial), fault: fault ?? was.fault }));

  const listen = async (input: NewMonitor, { signal }: AbortController): Promise<void> => {
    let fault: string | null = null;
    try {
      for await (const line of tryMonitor(team, input, signal))
        if (!signal.aborted) update((was) => heardLine(was, line));
    } catch (error) {
      fault = messageOf(error);
    }
    if (!signal.aborted) update(endedTrial, fault);
  };

  const run = (input: NewMonitor): void => {
    running.current?.abort();
    running.current = new AbortController();
    setTrying({ input, fault: null, trial: begunTrial(input.regions.filter((region) => !isProbeId(region))) });
    void listen(input, running.current);
  };
  return { ...trying, run };
}
