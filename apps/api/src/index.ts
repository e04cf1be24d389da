import { app } from "./app.ts";
import { sweep } from "./directory/sweep.ts";
import { edge } from "./routes/edge.ts";

export { Directory } from "./directory/directory.ts";
export { Phone } from "./phone/phone.ts";
export { Team } from "./team/team.ts";

app.route("/", edge);

/** The central Worker: the API and what is mounted beside it, and the minute sweeper. */
export default {
  fetch: app.fetch,
  async scheduled(_controller, env) {
    await sweep(env);
  },
} satisfies ExportedHandler<Env>;
