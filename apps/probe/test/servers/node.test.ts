import { inject } from "vitest";
import { nodeIo } from "../../src/io-node/io-node.ts";
import { serverSuite } from "./suite.ts";

serverSuite("node", nodeIo({ roots: [inject("servers").root], ping: "ping" }));
