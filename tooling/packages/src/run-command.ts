import { execFile } from "node:child_process";

export interface CommandOptions {
  readonly cwd: string;
  /** The whole environment; absent: this process's. */
  readonly env?: NodeJS.ProcessEnv | undefined;
}

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, whatever that is. Only a program that can't be started rejects. */
export function runToEnd(program: string, args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { ...options, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error && typeof error.code !== "number") return reject(error);
      resolve({ code: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}

/** What a program prints. @throws {Error} with all that it said, when it does not end with 0. */
export async function run(program: string, args: readonly string[], options: CommandOptions): Promise<string> {
  const { code, stdout, stderr } = await runToEnd(program, args, options);
  if (code === 0) return stdout;
  throw new Error(`\`${[program, ...args].join(" ")}\` ended with ${code}:\n${stdout}${stderr}`);
}
