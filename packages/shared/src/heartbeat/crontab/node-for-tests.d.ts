/**
 * The little of Node that the tests beside this need to run a real shell. Its whole types would give Node's globals to
 * every file of this package, which must know no machine.
 */

declare module "node:child_process" {
  type Options = { cwd?: string; env?: Record<string, string>; input?: string; encoding: "utf8"; timeout: number };
  export function spawnSync(
    command: string,
    args: readonly string[],
    options: Options,
  ): { status: number | null; stdout: string; stderr: string };
  export function execFile(
    command: string,
    args: readonly string[],
    options: Omit<Options, "input">,
    done: (error: { code?: number | string | null } | null, stdout: string, stderr: string) => void,
  ): void;
}

declare module "node:fs" {
  export function chmodSync(path: string, mode: number): void;
  export function mkdtempSync(prefix: string): string;
  export function readFileSync(path: string, encoding: "utf8"): string;
  export function rmSync(path: string, options: { recursive: true }): void;
  export function writeFileSync(path: string, text: string): void;
}

declare module "node:os" {
  export function tmpdir(): string;
}

declare module "node:path" {
  export function join(...parts: string[]): string;
}

declare module "node:http" {
  export type IncomingMessage = AsyncIterable<Uint8Array> & { method?: string; url?: string };
  export type ServerResponse = { writeHead(status: number): ServerResponse; end(text?: string): void };
  export type Server = {
    listen(port: number, host: string, done: () => void): void;
    address(): { port: number } | string | null;
    close(done: () => void): void;
    closeAllConnections(): void;
  };
  export function createServer(handler: (request: IncomingMessage, response: ServerResponse) => void): Server;
}
