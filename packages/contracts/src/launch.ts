import type { ProcessRunner } from "./ports/process-runner.ts";
import type { Launch, Sandbox } from "./ports/sandbox.ts";

/** A launch that may read what its command line names by absolute path and what its `PATH` leads to. */
export function launchOf(params: Omit<Launch, "readable">): Launch {
  const named = typeof params.command === "string" ? [] : params.command.filter(isAbsolute);
  const programs = (params.env["PATH"] ?? "").split(":").filter(isAbsolute);
  return { ...params, readable: [...new Set([...named, ...programs])] };
}

/** What a reader of a result must know of how its processes were kept apart. */
export function isolationOf(sandbox: Pick<Sandbox, "isolation">, processes: Pick<ProcessRunner, "isolation">): string {
  return sandbox.isolation ?? processes.isolation;
}

function isAbsolute(path: string): boolean {
  return path.startsWith("/");
}
