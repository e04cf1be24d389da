/** Something the operator must set right before the probe can run; the message says what to do. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export const USAGE = `nightbell-probe: checks from inside your network, for Nightbell.

Usage: nightbell-probe --url https://nightbell.example --key-file /etc/nightbell/key [options]

  --url URL         Nightbell's address                                    NIGHTBELL_PROBE_URL
  --key KEY         this probe's key, nbp_…; others on this host can see
                    arguments, so better by environment or file            NIGHTBELL_PROBE_KEY
  --key-file FILE   a file with the key, which only its owner may read     NIGHTBELL_PROBE_KEY_FILE
  --allow FILE      private ranges it may reach, one a line, like
                    10.0.0.0/8; without it public addresses only           NIGHTBELL_PROBE_ALLOW
  --state FOLDER    where it keeps its own key for secrets                 NIGHTBELL_PROBE_STATE
  --control URL     what it must reach to count as sighted, beside
                    Nightbell itself; may be given several times           NIGHTBELL_PROBE_CONTROLS
  --ping PROGRAM    the ping program (ping)                                NIGHTBELL_PROBE_PING
  --settings FILE   a file of NAME=value lines with the names above
  --version, --help

Arguments count before the environment, and that before the file. It ends with 0 when told to stop, 2 when a
setting is wrong, 3 when Nightbell does not know its key.`;
