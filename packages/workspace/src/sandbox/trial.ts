import { execFile } from "node:child_process";

/** What a short trial ended with; `code` is null when it could not be started, was killed, or took too long. */
export interface Trial {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const TRIAL_MS = 10_000;

/** Runs a program that tells something about this machine; its end is a value. */
export function trial(
  [file, ...args]: readonly string[],
  env?: Readonly<Record<string, string>>,
  timeMs = TRIAL_MS,
): Promise<Trial> {
  const options = { timeout: timeMs, killSignal: "SIGKILL" as const, cwd: "/", ...(env && { env }) };
  return new Promise((resolve) => {
    const child = execFile(String(file), args, options, (error, stdout, stderr) => {
      const code = error ? error.code : 0;
      resolve({ code: typeof code === "number" ? code : null, stdout, stderr: stderr || (error?.message ?? "") });
    });
    child.stdin?.end();
  });
}
