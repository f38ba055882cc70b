import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import type { Socket } from "node:net";
import { type Launch, launchOf, type Sandbox } from "@scylla/contracts";
import { dockerSandbox, processRunner } from "@scylla/workspace";
import { describe, expect, type TestContext, test } from "vitest";
import { sendSignal } from "../../../src/processes/token-scan.ts";
import { CONTAINERS_HERE, relayedSandbox } from "../../fixtures/containers-here.ts";
import { fakeEngine } from "../../fixtures/fake-engine.ts";
import { NEVER, newPlace, removePlace } from "../../fixtures/places.ts";
import { serving } from "../../fixtures/relayed.ts";

const PORT = 4010;

/** A program that connects, in which `gateway` is the connection. */
function talking(script: string): readonly string[] {
  const dial = `const gateway = require("net").connect({ port: ${PORT}, host: "127.0.0.1", allowHalfOpen: true });`;
  const broken = `gateway.on("error", (error) => { console.log(error.code); process.exit(3); });`;
  return ["node", "-e", `${dial}${broken}${script}`];
}

const SAY = `gateway.on("data", (data) => console.log(String(data)));`;

async function confine(
  context: TestContext,
  sandbox: Sandbox,
  command: Launch["command"],
  serve: (socket: Socket) => void,
) {
  const { onTestFinished } = context;
  const dir = newPlace();
  const token = `relay-${Math.random()}`;
  const gateway = { socket: await serving(serve, dir, onTestFinished), port: PORT };
  const launch = {
    ...launchOf({
      command,
      cwd: dir,
      env: { PATH: process.env["PATH"] ?? "", HOME: dir },
      writable: [dir],
      network: [],
      token,
    }),
    gateway,
  };
  const confined = await sandbox.confine(launch, NEVER);
  const name = /scylla-[0-9a-f-]{36}/.exec(confined.command.toString())?.[0] ?? "";
  onTestFinished(async () => {
    await confined[Symbol.asyncDispose]();
    await removePlace(dir);
  });
  return {
    command: confined.command as readonly string[],
    cwd: confined.cwd,
    env: confined.env,
    token,
    name,
    dispose: () => confined[Symbol.asyncDispose](),
  };
}

async function run(
  context: TestContext,
  sandbox: Sandbox,
  command: Launch["command"],
  serve: (socket: Socket) => void,
) {
  const { command: line, cwd, env, token } = await confine(context, sandbox, command, serve);
  const request = { command: line, cwd, env, token, outputCap: 1e6, timeMs: 60_000 };
  const { exit, stdout } = await processRunner().run(request, NEVER);
  return { exit, out: Buffer.from(stdout.bytes ?? []).toString("utf8") };
}

type Running = Awaited<ReturnType<typeof start>>;

/** Starts it without a runner, so that each process can be killed by itself. */
async function start(context: TestContext, sandbox: Sandbox, serve: (socket: Socket) => void) {
  const confined = await confine(context, sandbox, talking(SAY), serve);
  const [file = "", ...args] = confined.command;
  const { env } = confined;
  const child = spawn(file, args, { env, detached: true, stdio: ["ignore", "pipe", "ignore"] });
  await once(child.stdout, "data");
  return { ...confined, child };
}

/** Processes of this machine whose command lines begin so and have the container's name in them. */
function processes(name: string, begin = /^/): readonly number[] {
  const all = execFileSync("ps", ["-eww", "-o", "pid=,args="], { encoding: "utf8" }).split("\n");
  const found = all.flatMap((line) => [/^ *(\d+) (.*)/.exec(line) ?? []]).filter(([, , args = ""]) => begin.test(args));
  return found.filter(([, , args = ""]) => args.includes(name)).map(([, pid]) => Number(pid));
}

function kill(pids: readonly number[]): void {
  expect(pids).toHaveLength(1);
  for (const pid of pids) process.kill(pid, "SIGKILL");
}

/** A gateway that says something, and knows how many connections are open. */
function counting() {
  let open = 0;
  const serve = (socket: Socket): void => {
    open += 1;
    socket.once("close", () => {
      open -= 1;
    });
    socket.resume().once("end", () => socket.end());
    socket.write("up");
  };
  return { serve, open: () => open };
}

for (const kind of CONTAINERS_HERE) {
  describe.concurrent(`${kind}, by relay`, { timeout: 60_000 }, () => {
    const opened = relayedSandbox(kind);

    test("each piece passes as it comes, each direction ends by itself, and a way is there from the first instruction", async (context) => {
      const command = talking(`${SAY} gateway.once("data", () => gateway.end("asked"));`);
      const ended = await run(context, await opened, command, (socket) => {
        socket.write("first");
        socket.once("data", (asked) => socket.once("end", () => socket.end(`<${asked}>`)));
      });
      expect(ended).toEqual({ exit: { kind: "exited", code: 0 }, out: "first\n<asked>\n" });
    });

    test("twenty at once get everything while one does not read", async (context) => {
      const piece = "0123456789".repeat(20_000);
      const script = `let left = 20;
        gateway.pause().write("stuck");
        for (let n = 0; n < 20; n += 1) {
          let bytes = 0;
          require("net").connect(${PORT}, "127.0.0.1").on("data", (data) => { bytes += data.length; })
            .on("end", () => { console.log(bytes); if (--left === 0) process.exit(0); }).write("all");
        }`;
      const { exit, out } = await run(context, await opened, talking(script), (socket) => {
        socket.once("data", (asked) => socket.end(String(asked) === "stuck" ? Buffer.alloc(30_000_000) : piece));
      });
      expect(exit).toEqual({ kind: "exited", code: 0 });
      expect(out).toBe(`${piece.length}\n`.repeat(20));
    });

    test("a gateway that is gone breaks the connection, and the program is not kept waiting", async (context) => {
      const sandbox = await opened;
      const { command, cwd, env, token } = await confine(context, sandbox, talking(SAY), () => {});
      const gone = command.map((word) => word.replace(/gateway\.sock$/, "gone.sock"));
      const request = { command: gone, cwd, env, token, outputCap: 1e6, timeMs: 60_000 };
      const { exit, stdout } = await processRunner().run(request, NEVER);
      expect(exit).toEqual({ kind: "exited", code: 3 });
      expect(Buffer.from(stdout.bytes ?? []).toString()).toMatch(/^(ECONNRESET|EPIPE)\n$/);
    });

    test.for([
      ["the program", ({ name }) => void execFileSync(kind, ["kill", name])],
      ["the engine's client", ({ name }) => kill(processes(name, new RegExp(`^\\S*${kind} run `)))],
      ["the relay", ({ child }) => kill([child.pid ?? 0])],
      ["all of the group", ({ child }) => kill([-(child.pid ?? 0)])],
    ] as const satisfies readonly [string, (running: Running) => void][])(
      "when %s is killed in the middle of an answer it looks killed, and nothing is left",
      async ([, end], context) => {
        const { serve, open } = counting();
        const running = await start(context, await opened, serve);
        const { child, name, dispose } = running;
        expect(open()).toBe(1);
        const exited = once(child, "exit");
        end(running);
        expect((await exited)[1]).toBe("SIGKILL");
        // As the process runner does.
        sendSignal(-(child.pid ?? 0), "SIGKILL");
        await dispose();
        await context.expect.poll(open, { timeout: 5000 }).toBe(0);
        await context.expect.poll(() => processes(name), { timeout: 5000 }).toEqual([]);
      },
    );
  });
}

test("a launch that asks for no gateway has no relay", async () => {
  const sandbox = await dockerSandbox({ image: "agents:1", gatewayBy: "relay", path: fakeEngine("docker") });
  await using confined = await sandbox.confine(
    launchOf({ command: ":", cwd: "/tmp", env: {}, writable: [], network: [], token: "none" }),
    NEVER,
  );
  expect(confined.command[0]).toBe("/bin/sh");
});
