import { type ChildProcess, spawn } from "node:child_process";
import { Socket } from "node:net";

/** A command that waits for its turn, or runs. */
interface Call {
  readonly line: string;
  readonly settle: (code: number, text: string) => void;
  readonly fail: (error: Error) => void;
}

/** Ends the output of each command, with its exit code in between. */
const MARK = "\0";

/**
 * Runs a short command of the system (`mount`, `cp`, ...), one after the other, from a small shell that waits for them: to fork this process,
 * which is large, costs several times what such a command does. The shell has its own session and ends with this process, however that ends.
 * @throws {Error} with the command's own words when it does not end with 0.
 */
export function systemCommand(command: readonly [string, ...string[]]): Promise<void> {
  return new Promise((resolve, reject) => {
    calls.push({
      line: `${command.map(quoted).join(" ")} </dev/null 2>&1; printf '\\000%d\\000' $?\n`,
      settle: (code, text) =>
        code === 0 ? resolve() : reject(new Error(`${command[0]} ended with ${code}: ${text.trim() || "no output"}`)),
      fail: reject,
    });
    if (calls.length === 1) runNext();
  });
}

/** The first is running. */
const calls: Call[] = [];
let shell: ChildProcess | null = null;

function runNext(): void {
  const [call] = calls;
  if (!call) {
    holdProcess(false);
    return;
  }
  shell ??= startShell();
  holdProcess(true);
  shell.stdin?.write(call.line);
}

function startShell(): ChildProcess {
  const env = { PATH: process.env["PATH"] ?? "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C" };
  const child = spawn("sh", [], { cwd: "/", env, detached: true, stdio: ["pipe", "pipe", "ignore"] });
  let said = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    said += text;
    const [output = "", code, rest] = said.split(MARK);
    if (rest === undefined) return;
    said = "";
    calls.shift()?.settle(Number(code), output);
    runNext();
  });
  const gone = (error: Error): void => {
    if (shell !== child) return;
    shell = null;
    calls.shift()?.fail(error);
    runNext();
  };
  child.stdin?.on("error", gone);
  child.on("error", gone);
  child.on("exit", () => gone(new Error("the shell that runs system commands was killed")));
  return child;
}

/** Only a command that runs keeps this process alive. */
function holdProcess(hold: boolean): void {
  const streams = [shell?.stdin, shell?.stdout].filter((stream) => stream instanceof Socket);
  for (const handle of [shell, ...streams]) {
    if (hold) handle?.ref();
    else handle?.unref();
  }
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
