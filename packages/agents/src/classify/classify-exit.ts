import type { Classification, ProcessExit } from "@scylla/contracts";

/** How a run fared by the end of its process alone. */
export function classifyExit(exit: ProcessExit): Classification {
  switch (exit.kind) {
    case "exited":
      return exit.code === 0
        ? { outcome: "ok", reason: null }
        : { outcome: "agent_error", reason: `exit code ${exit.code}${SHELL_CODES[exit.code] ?? ""}` };
    case "signaled":
      // KILL comes from outside (the kernel short of memory, an operator); any other signal is the agent's own doing.
      return exit.signal === "SIGKILL"
        ? { outcome: "infra_error", reason: "killed by SIGKILL from outside" }
        : { outcome: "agent_error", reason: `ended by ${exit.signal}` };
    case "timed-out":
      return { outcome: "timeout", reason: "the time limit was reached" };
    case "aborted":
      return { outcome: "aborted", reason: "stopped on request" };
    case "not-started":
      return { outcome: "infra_error", reason: `could not be started: ${oneLine(exit.message)} (${exit.code})` };
  }
}

/** What a shell means by these codes; a program may use them in its own sense. */
const SHELL_CODES: Readonly<Record<number, string>> = {
  126: " (from a shell: not executable)",
  127: " (from a shell: command not found)",
};

export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
