import { commandOf, type Snippet, type SnippetJob } from "./snippet.ts";

/** Programs that run the job and report how it went; each goes on when the monitor cannot be reached. */

const OWN_CODE = "or your own code";

/** A string literal that Python, JavaScript and Go read alike. */
const quoted = (text: string): string => JSON.stringify(text);

const singleQuoted = (text: string): string => `'${text.replace(/['\\]/g, "\\$&")}'`;

/** Python 3, its standard library only. */
export function python(job: SnippetJob): Snippet {
  const code = `import subprocess
import urllib.request

def ping(path=""):
    try:
        urllib.request.urlopen(${quoted(job.pingUrl)} + path, timeout=10).close()
    except Exception:
        pass

ping("/start")
try:
    subprocess.run(${quoted(commandOf(job))}, shell=True, check=True)  # ${OWN_CODE}
except BaseException:
    ping("/fail")
    raise
ping()`;
  return { name: "Python", language: "python", code };
}

/** Node from version 18 on, as a module. */
export function node(job: SnippetJob): Snippet {
  const code = `import { execSync } from "node:child_process";

const ping = (path = "") =>
  fetch(${quoted(job.pingUrl)} + path, { signal: AbortSignal.timeout(10_000) }).catch(() => {});

await ping("/start");
try {
  execSync(${quoted(commandOf(job))}, { stdio: "inherit" }); // ${OWN_CODE}
} catch (error) {
  await ping("/fail");
  throw error;
}
await ping();`;
  return { name: "Node", language: "javascript", code };
}

/** PHP from version 7.1 on. */
export function php(job: SnippetJob): Snippet {
  const code = `<?php
function ping(string $path = ''): void
{
    @file_get_contents(${singleQuoted(job.pingUrl)} . $path, false, stream_context_create(['http' => ['timeout' => 10]]));
}

ping('/start');
try {
    passthru(${singleQuoted(commandOf(job))}, $code); // ${OWN_CODE}
    if ($code !== 0) {
        throw new RuntimeException("exit code $code");
    }
} catch (Throwable $error) {
    ping('/fail');
    throw $error;
}
ping();`;
  return { name: "PHP", language: "php", code };
}

/** Ruby from version 2.6 on, its standard library only. */
export function ruby(job: SnippetJob): Snippet {
  const literal = quoted(commandOf(job)).replaceAll("#", "\\#");
  const code = `require "net/http"

def ping(path = "")
  uri = URI(${quoted(job.pingUrl)} + path)
  limits = { open_timeout: 5, read_timeout: 5, use_ssl: uri.scheme == "https" }
  Net::HTTP.start(uri.host, uri.port, **limits) { |http| http.get(uri.path) }
rescue StandardError
  nil
end

ping("/start")
begin
  system(${literal}, exception: true) # ${OWN_CODE}
rescue Exception
  ping("/fail")
  raise
end
ping`;
  return { name: "Ruby", language: "ruby", code };
}

/** Go, its standard library only. */
export function go(job: SnippetJob): Snippet {
  const code = `package main

import (
	"log"
	"net/http"
	"os"
	"os/exec"
	"time"
)

func ping(path string) {
	client := http.Client{Timeout: 10 * time.Second}
	if res, err := client.Get(${quoted(job.pingUrl)} + path); err == nil {
		res.Body.Close()
	}
}

func main() {
	ping("/start")
	job := exec.Command("sh", "-c", ${quoted(commandOf(job))}) // ${OWN_CODE}
	job.Stdout, job.Stderr = os.Stdout, os.Stderr
	if err := job.Run(); err != nil {
		ping("/fail")
		log.Fatal(err)
	}
	ping("")
}`;
  return { name: "Go", language: "go", code };
}

/** PowerShell from version 5 on. Windows has exit codes that no ping can carry, so it only says success or failure. */
export function powershell(job: SnippetJob): Snippet {
  const code = `$ErrorActionPreference = "Stop"

function Send-Ping($Path) {
  try { Invoke-RestMethod -Uri "${job.pingUrl}$Path" -TimeoutSec 10 | Out-Null } catch { }
}

Send-Ping "/start"
$global:LASTEXITCODE = 0
try {
  ${commandOf(job)}
} catch {
  Send-Ping "/fail"
  throw
}
$code = $LASTEXITCODE
if ($code -eq 0) { Send-Ping "" } else { Send-Ping "/fail" }
exit $code`;
  return { name: "PowerShell", language: "powershell", code };
}
