import { createServer } from "node:net";
import { StartFailure } from "./failure.ts";

/** @throws StartFailure when somebody listens on the port already */
export function requireFreePort(port: number): Promise<void> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once("error", () => reject(new StartFailure(busyPort(port))));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve()));
  });
}

const busyPort = (port: number): string =>
  `Port ${port} is busy: stop the program that uses it, or choose another with \`npm start -- --port ${port + 1000}\`.`;
