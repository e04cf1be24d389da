import { afterEach, beforeAll } from "vitest";
import { ownerQuery, setDatabase } from "./client.ts";

// The database starts at the first statement, and slower than the Worker is willing to wait.
beforeAll(async () => void (await ownerQuery("select 1")));
afterEach(async () => await setDatabase(true));
