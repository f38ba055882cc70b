import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { isAbsolute, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { type Command, compareKeys, type Digest, type PlannedAgent, type ProgramIdentity } from "@scylla/contracts";

type ProgramFile = ProgramIdentity["files"][number];

/**
 * A command agent's program. Words that name existing files become absolute in `command`, because it starts in a workspace;
 * `program` keeps them as they were written and adds what is in them, so that moving the experiment changes no digest.
 * The first word of a list is a file only with a `/` in it, as in a shell. In a shell string only words without quotes and
 * special characters are looked at. Only the named files themselves are part of the identity, not what they import.
 */
export async function agentCommand(
  command: Command,
  directory: string,
): Promise<Required<Pick<PlannedAgent, "command" | "program">>> {
  const files = new Map<string, ProgramFile>();
  const resolveWord = async (word: string, isProgram: boolean): Promise<string | null> => {
    if (isProgram && (!word.includes("/") || isAbsolute(word))) return null;
    const path = resolve(directory, word);
    if (!(await isRegularFile(path))) return null;
    files.set(word, { arg: word, digest: await fileDigest(path) });
    return isAbsolute(word) ? null : path;
  };
  const resolved =
    typeof command === "string" ? await resolveShell(command, resolveWord) : await resolveList(command, resolveWord);
  const sorted = [...files.values()].sort((a, b) => compareKeys(a.arg, b.arg));
  return { command: resolved, program: { command, files: sorted } };
}

type ResolveWord = (word: string, isProgram: boolean) => Promise<string | null>;

async function resolveList(words: readonly string[], resolveWord: ResolveWord): Promise<readonly string[]> {
  const resolved: string[] = [];
  for (const [i, word] of words.entries()) resolved.push((await resolveWord(word, i === 0)) ?? word);
  return resolved;
}

/** A quoted part, an escaped character, a word of plain characters, or anything else. */
const SHELL_PARTS = /'[^']*(?:'|$)|"(?:\\.|[^"\\])*(?:"|$)|\\.|[\w./@%+,:-]+|[\s\S]/g;

async function resolveShell(text: string, resolveWord: ResolveWord): Promise<string> {
  const parts = text.match(SHELL_PARTS) ?? [];
  let program = true;
  const resolved: string[] = [];
  for (const [i, part] of parts.entries()) {
    const alone = isBoundary(parts[i - 1]) && isBoundary(parts[i + 1]);
    const path = alone && /^[\w./@%+,:-]+$/.test(part) ? await resolveWord(part, program) : null;
    resolved.push(path === null ? part : quoted(path));
    if (/^[;&|(\n]$/.test(part)) program = true;
    else if (!/^\s$/.test(part)) program = false;
  }
  return resolved.join("");
}

function isBoundary(part: string | undefined): boolean {
  return part === undefined || /^[\s;&|()<>]$/.test(part);
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}

async function isRegularFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    // A word that names nothing that can be looked at is a word.
    return false;
  }
}

async function fileDigest(path: string): Promise<Digest> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
