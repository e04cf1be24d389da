/** What the probe needs of the platform before anything else runs: imported first. */

/**
 * Names are looked up on the thread pool: with its usual four threads, four names whose servers are silent would keep
 * every other check waiting. Node reads this when the pool is first used; Node 20 has used it by now, and must be told
 * in its environment.
 */
process.env["UV_THREADPOOL_SIZE"] ??= "32";

// Node 20 does not have it.
if (!("withResolvers" in Promise)) {
  Object.assign(Promise, {
    withResolvers() {
      let settle: Pick<PromiseWithResolvers<unknown>, "resolve" | "reject"> | null = null;
      const promise = new Promise((resolve, reject) => {
        settle = { resolve, reject };
      });
      return Object.assign({ promise }, settle);
    },
  });
}
