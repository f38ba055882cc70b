import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { ScyllaError } from "@scylla/contracts";

/** Where a key is kept. It is read by the gateway alone. */
export type KeySource =
  | { readonly env: string }
  /** The whole file, without white space around it. */
  | { readonly file: string }
  /** What the program prints, without white space around it; for keys that expire, asked again after a 401 and after `everyMs`. */
  | { readonly command: readonly [string, ...string[]]; readonly everyMs?: number | undefined }
  | { readonly value: string };

export type Environment = Readonly<Record<string, string | undefined>>;

const COMMAND_MS = 30_000;

/** @throws {ScyllaError} `KEY_MISSING`, naming the variable, file or command, never anything of what was found there. */
export async function readKey(source: KeySource, owner: string, env: Environment): Promise<string> {
  const found = (await read(source, owner, env)).trim();
  if (found === "") throw missing(source, owner, "is empty");
  // Anything else would be a header of its own, or none.
  if (!/^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/.test(found))
    throw missing(source, owner, "holds more than one line of plain ASCII");
  return found;
}

async function read(source: KeySource, owner: string, env: Environment): Promise<string> {
  if ("value" in source) return source.value;
  if ("env" in source) {
    const value = env[source.env];
    if (value === undefined) throw missing(source, owner, "is not set");
    return value;
  }
  if ("file" in source) {
    try {
      return await readFile(source.file, "utf8");
    } catch (error) {
      throw missing(source, owner, `can't be read (${whyFailed(error)})`);
    }
  }
  return await printed(source.command, env).catch((error: unknown) => {
    throw missing(source, owner, `failed (${whyFailed(error)})`);
  });
}

/** What a program prints. It is given the operator's environment, and half a minute. */
export function printed([program, ...args]: readonly [string, ...string[]], env: Environment): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const child = execFile(program, args, { env, timeout: COMMAND_MS, maxBuffer: 64 * 1024 }, (error, stdout) =>
    error ? reject(error) : resolve(stdout),
  );
  child.stdin?.end();
  return promise;
}

/** A program's own message may hold what it was asked for: only codes are passed on. */
export function whyFailed(error: unknown): string {
  const { code, killed, signal } = error as { code?: string | number; killed?: boolean; signal?: string | null };
  if (killed) return "it took too long";
  return typeof code === "number" ? `exit code ${code}` : (code ?? signal ?? "no code");
}

function named(source: KeySource): string {
  if ("env" in source) return `the environment variable ${source.env}`;
  if ("file" in source) return `the file ${source.file}`;
  return "command" in source ? `the command \`${source.command[0]}\`` : "its value";
}

function missing(source: KeySource, owner: string, why: string): ScyllaError {
  return new ScyllaError("KEY_MISSING", `the key of ${owner} is not there: ${named(source)} ${why}`, {
    hint: `Set ${named(source)}, or name another source. The key stays in the gateway: agents never see it.`,
  });
}
