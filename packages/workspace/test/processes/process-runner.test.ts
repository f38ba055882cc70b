import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { PORTS, type ProcessRequest, type ProcessResult } from "@scylla/contracts";
import { describe, expect, test } from "vitest";
import { processRunner } from "../../src/index.ts";
import { processesWithToken } from "../../src/processes/token-scan.ts";
import { NEVER, place } from "../fixtures/places.ts";

const PATH = process.env["PATH"] ?? "";
const runner = processRunner();

let count = 0;
function newToken(): string {
  return `process-test-${process.pid}-${count++}`;
}

function run(
  command: ProcessRequest["command"],
  rest: Partial<ProcessRequest> = {},
  signal: AbortSignal = NEVER,
): Promise<ProcessResult> {
  return runner.run({ command, cwd: "/", env: { PATH }, outputCap: 1024 * 1024, token: newToken(), ...rest }, signal);
}

function node(script: string): string[] {
  return [process.execPath, "-e", script];
}

function text(result: ProcessResult, stream: "stdout" | "stderr" = "stdout"): string {
  return Buffer.from(result[stream].bytes ?? []).toString("utf8");
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(5);
}

function spin(done: () => boolean): void {
  while (!done());
}

test("speaks the port's version, and says that it is no sandbox", () => {
  expect(runner).toMatchObject({ port: PORTS.processRunner, isolation: "process group (not isolated)" });
});

test("output is read to its end also when a process is seen to end before its output is, and the event loop is late", async () => {
  const dir = place();
  const waiting = (name: string): string => `echo $$ >${name}; while [ ! -e go-${name} ]; do :; done; echo ${name}`;
  const go = (name: string): void => {
    writeFileSync(join(dir, `go-${name}`), "");
    const stat = `/proc/${readFileSync(join(dir, name), "utf8").trim()}/stat`;
    spin(() => !existsSync(stat) || readFileSync(stat, "utf8").includes(") Z "));
  };
  const first = run(waiting("first"), {
    cwd: dir,
    // Its end is told in this turn of the loop, and with it that of the second, whose output comes in the next: after the timers.
    onStdout: () => {
      go("second");
      setImmediate(() => {
        const late = performance.now() + 400;
        spin(() => performance.now() > late);
      });
    },
  });
  const second = run(waiting("second"), { cwd: dir });
  await until(() => ["first", "second"].every((name) => existsSync(join(dir, name))));
  go("first");
  expect([text(await first), text(await second)]).toEqual(["first\n", "second\n"]);
});

describe("how it ends", () => {
  test.each([0, 1, 42, 255])("exit code %i", async (code) => {
    expect((await run(`exit ${code}`)).exit).toEqual({ kind: "exited", code });
  });

  test.each(["SIGKILL", "SIGSEGV", "SIGTERM"])("%s that was not ours", async (signal) => {
    expect((await run(`kill -${signal.slice(3)} $$`)).exit).toEqual({ kind: "signaled", signal });
  });

  test("a program that is not there, not executable, or has nowhere to run is a value", async () => {
    const directory = place();
    writeFileSync(join(directory, "plain"), "");
    expect((await run(["/no/such/program"])).exit).toMatchObject({ kind: "not-started", code: "ENOENT" });
    expect((await run([join(directory, "plain")])).exit).toMatchObject({ kind: "not-started", code: "EACCES" });
    expect((await run("true", { cwd: join(directory, "gone") })).exit).toEqual({
      kind: "not-started",
      code: "ENOENT",
      message: `the directory ${join(directory, "gone")} does not exist`,
    });
  });

  test("what no system call takes is a value too", async () => {
    for (const command of [[], ["echo", "a\0b"], ["echo", "x".repeat(8 * 1024 * 1024)]])
      expect((await run(command)).exit.kind).toBe("not-started");
  });

  test("a process that could not be started leaves no output and no files", async () => {
    const directory = place();
    const result = await run(["/no/such/program"], { outputDir: directory });
    expect(result.stdout).toEqual({ bytes: null, file: null, total: 0, truncated: false });
    expect(existsSync(join(directory, "stdout"))).toBe(false);
  });
});

describe("what it gets", () => {
  test("the environment is what is given, and the token", async () => {
    const result = await run(["env"], { env: { PATH, A: "1 2" }, token: "t-env" });
    expect(text(result).trim().split("\n").sort()).toEqual(["A=1 2", `PATH=${PATH}`, "SCYLLA_TOKEN=t-env"].sort());
  });

  test("the program is looked up in that environment, not in ours", async () => {
    const directory = place();
    writeFileSync(join(directory, "tool"), "#!/bin/sh\necho found\n");
    chmodSync(join(directory, "tool"), 0o755);
    expect(text(await run(["tool"], { env: { PATH: directory } }))).toBe("found\n");
    expect((await run(["env"], { env: { PATH: directory } })).exit).toMatchObject({ code: "ENOENT" });
  });

  test("a list is passed as it is, a string is for the shell", async () => {
    expect(text(await run(["echo", "$HOME  *"]))).toBe("$HOME  *\n");
    expect(text(await run("echo $((1 + 1)) | cat"))).toBe("2\n");
  });

  test("it runs where it is told to, in a session of its own", async () => {
    const directory = place();
    expect(text(await run("pwd -P", { cwd: directory }))).toBe(`${directory}\n`);
    expect(
      text(
        await run(
          node(`
      const stat = require("node:fs").readFileSync("/proc/self/stat", "latin1").split(") ")[1].split(" ");
      console.log(process.platform !== "linux" || (+stat[2] === process.pid && +stat[3] === process.pid));
    `),
        ),
      ),
    ).toBe("true\n");
  });

  test("input arrives whole, whatever it is; without any there is nothing to read", async () => {
    expect(text(await run(["cat"], { stdin: "grüße" }))).toBe("grüße");
    const bytes = new Uint8Array(3 * 1024 * 1024).fill(0x80);
    expect((await run(["wc", "-c"], { stdin: bytes })).stdout.bytes).toEqual(Buffer.from(`${bytes.length}\n`));
    expect(text(await run(["cat"]))).toBe("");
    expect(text(await run(["cat"], { stdin: "" }))).toBe("");
  });

  test("a program that does not read its input does no harm", async () => {
    const stdin = "x".repeat(8 * 1024 * 1024);
    expect((await run(["true"], { stdin })).exit).toEqual({ kind: "exited", code: 0 });
    expect((await run("exec 0<&-; sleep 0.1; exit 3", { stdin })).exit).toEqual({ kind: "exited", code: 3 });
  });
});

describe("its output", () => {
  test("of each stream the first bytes are kept, and all are counted", async () => {
    const result = await run("printf 0123456789; printf abcdefgh >&2", { outputCap: 8 });
    expect(text(result)).toBe("01234567");
    expect(result.stdout).toMatchObject({ file: null, total: 10, truncated: true });
    expect(text(result, "stderr")).toBe("abcdefgh");
    expect(result.stderr).toMatchObject({ total: 8, truncated: false });
  });

  test("into files, which are made only when there is something", async () => {
    const directory = place();
    const result = await run("printf 0123456789", { outputCap: 4, outputDir: directory });
    expect(result.stdout).toEqual({ bytes: null, file: join(directory, "stdout"), total: 10, truncated: true });
    expect(readFileSync(join(directory, "stdout"), "utf8")).toBe("0123");
    expect(result.stderr).toEqual({ bytes: null, file: null, total: 0, truncated: false });
    expect(existsSync(join(directory, "stderr"))).toBe(false);
  });

  test("output that can't be written costs no result: it is marked as cut off", async () => {
    const result = await run("echo lost", { outputDir: join(place(), "gone") });
    expect(result.exit).toEqual({ kind: "exited", code: 0 });
    expect(result.stdout).toEqual({ bytes: null, file: null, total: 5, truncated: true });
  });

  test("kept chunks of stdout are handed on as they come, in order", async () => {
    const seen: Buffer[] = [];
    const result = await run(
      node(`for (let i = 0; i < 2000; i++) process.stdout.write(i + "\\n"); console.error("e")`),
      {
        outputCap: 5000,
        onStdout: (chunk) => seen.push(Buffer.from(chunk)),
      },
    );
    expect(Buffer.concat(seen).toString()).toBe(text(result));
    expect(text(result)).toHaveLength(5000);
  });

  test("all that was written before the end arrives, however fast the end comes", async () => {
    const bytes = 600_000;
    const script = `require("node:fs").writeSync(1, Buffer.alloc(${bytes}, "x")); process.kill(process.pid, "SIGKILL")`;
    for (const result of await Promise.all([1, 2, 3, 4].map(() => run(node(script)))))
      expect(result.stdout.total).toBe(bytes);
  });

  test("a flood of 200 MB stays in bounded memory", async () => {
    const before = process.memoryUsage().rss;
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss - before);
    }, 5);
    const result = await run("head -c 200000000 /dev/zero; head -c 1000000 /dev/zero >&2", { outputCap: 1000 });
    clearInterval(watch);
    expect(result.stdout).toMatchObject({ total: 200_000_000, truncated: true });
    expect(result.stdout.bytes).toHaveLength(1000);
    expect(result.stderr.total).toBe(1_000_000);
    expect(most).toBeLessThan(100_000_000);
  });
});

/** Each would run on for a minute. */
const STUBBORN: readonly (readonly [string, string])[] = [
  ["a program that ends on TERM", "sleep 60"],
  ["a program that ignores TERM", "trap '' TERM; while :; do sleep 0.05; done"],
  ["a grandchild that ignores TERM and holds the pipes", `sh -c "trap '' TERM; while :; do sleep 0.05; done" & wait`],
  [
    "one in a session of its own that holds the pipes",
    `setsid sh -c "trap '' TERM; while :; do sleep 0.05; done" & wait`,
  ],
  ["a stopped program", "kill -STOP $$"],
  ["one that writes without end", "trap '' TERM; while :; do echo y; done"],
];

/** Of the second that the contract allows, with room for a busy machine. */
const DEAD_WITHIN_MS = 1500;

describe("limits", () => {
  test.each(STUBBORN)("at its time limit %s is dead within a second", async (_name, script) => {
    const token = newToken();
    const result = await run(script, { timeMs: 300, token });
    expect(result.exit).toEqual({ kind: "timed-out" });
    expect(result.durationMs).toBeGreaterThanOrEqual(299);
    expect(result.durationMs).toBeLessThan(300 + DEAD_WITHIN_MS);
    expect(processesWithToken(new Set([token]))).toEqual([]);
  });

  test.each(STUBBORN)("when aborted, %s is dead within a second", async (_name, script) => {
    const stop = new AbortController();
    const token = newToken();
    const running = run(script, { token }, stop.signal);
    await until(() => processesWithToken(new Set([token])).length > 0);
    const from = performance.now();
    stop.abort();
    expect((await running).exit).toEqual({ kind: "aborted" });
    expect(performance.now() - from).toBeLessThan(DEAD_WITHIN_MS);
    expect(processesWithToken(new Set([token]))).toEqual([]);
  });

  test("TERM comes first, so that a program can put its things in order", async () => {
    const result = await run("trap 'echo saved; exit 0' TERM; echo begun; sleep 60 & wait", { timeMs: 300 });
    expect(result.exit).toEqual({ kind: "timed-out" });
    expect(text(result)).toBe("begun\nsaved\n");
  });

  test("a limit that is not reached costs nothing", async () => {
    const result = await run("exit 7", { timeMs: 60_000 });
    expect(result.exit).toEqual({ kind: "exited", code: 7 });
    expect(result.durationMs).toBeLessThan(5000);
  });

  test("aborted before the start, nothing is started", async () => {
    const marker = join(place(), "marker");
    const result = await run(`touch ${marker}`, {}, AbortSignal.abort());
    expect(result).toMatchObject({ exit: { kind: "aborted" }, leftovers: 0, stdout: { total: 0 } });
    expect(existsSync(marker)).toBe(false);
  });
});

/** Nothing of the kind is found by its group: each is another way to get away, complete before the main process ends. */
const ESCAPES: readonly (readonly [string, string, number])[] = [
  ["a child in the background", "sleep 60 &", 1],
  ["a child in a session of its own", "setsid sh -c 'sleep 60 &'", 1],
  ["a daemon that closed all it had", "setsid sh -c 'exec <&- >&- 2>&-; sleep 60 &'", 1],
  ["a family whose parents are gone", "setsid sh -c 'setsid sh -c \"sleep 60 & sleep 60 &\"; sleep 60 &'", 3],
  ["one that hides its token behind another's", "A_SCYLLA_TOKEN=x AAA=SCYLLA_TOKEN=x setsid sh -c 'sleep 60 &'", 1],
];

describe("leftovers", () => {
  test.runIf(process.platform === "linux").each(ESCAPES)("%s is killed and counted", async (_name, script, many) => {
    const token = newToken();
    const result = await run(script, { token });
    expect(result).toMatchObject({ exit: { kind: "exited", code: 0 }, leftovers: many });
    expect(result.durationMs).toBeLessThan(5000);
    expect(processesWithToken(new Set([token]))).toEqual([]);
  });

  test("one that emptied its environment dies with its group", async () => {
    const result = await run("env -i sleep 61 & echo $!");
    const pid = Number(text(result));
    await until(() => !isRunning(pid));
  });

  test("a process that leaves nothing has none", async () => {
    expect((await run("sleep 0.01 & wait")).leftovers).toBe(0);
  });

  test("runs at the same time do not mix", async () => {
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, i) => run(`echo ${i}; setsid sleep 60 & exit ${i}`)),
    );
    expect(results.map((result) => [text(result), result.exit])).toEqual(
      results.map((_, i) => [`${i}\n`, { kind: "exited", code: i }]),
    );
  });
});

describe("reap", () => {
  test("finds the processes of a runner that was killed, and no others", async () => {
    const [lost, other] = [newToken(), newToken()];
    const start = (token: string) =>
      spawn("sleep", ["60"], { env: { PATH, SCYLLA_TOKEN: token }, stdio: "ignore", detached: true });
    const children = [start(lost), start(lost), start(other)];
    const ends = children.map((child) => once(child, "exit"));
    await until(() => processesWithToken(new Set([lost, other])).length === 3);
    expect(await runner.reap(new Set([lost, "nobody's"]))).toBe(2);
    expect(await Promise.all(ends.slice(0, 2))).toEqual([
      [null, "SIGKILL"],
      [null, "SIGKILL"],
    ]);
    expect(processesWithToken(new Set([other]))).toHaveLength(1);
    expect(await runner.reap(new Set([other]))).toBe(1);
    await ends[2];
  });

  test("the processes of nobody are none", async () => {
    expect(await runner.reap(new Set())).toBe(0);
    expect(await runner.reap(new Set(["never used"]))).toBe(0);
  });

  test("one that starts its successor and ends is caught up with", async () => {
    const directory = place();
    mkdirSync(join(directory, "bin"));
    const hop = join(directory, "bin", "hop");
    writeFileSync(hop, `#!/bin/sh\nsleep 0.002\nsetsid ${hop} &\n`);
    chmodSync(hop, 0o755);
    const token = newToken();
    spawn(hop, { env: { PATH, SCYLLA_TOKEN: token }, stdio: "ignore", detached: true });
    await until(() => processesWithToken(new Set([token])).length > 0);
    expect(await runner.reap(new Set([token]))).toBeGreaterThan(0);
    expect(await runner.reap(new Set([token]))).toBe(0);
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.platform !== "linux" || !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "latin1"));
  } catch {
    return false;
  }
}
