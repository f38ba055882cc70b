import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type Launch, launchOf, type ProcessRequest, type Sandbox } from "@scylla/contracts";
import { chooseSandbox, processRunner } from "@scylla/workspace";
import { describe, expect, type TestContext, test } from "vitest";
import { CONTAINERS_HERE, TEST_IMAGE } from "../../fixtures/containers-here.ts";
import { fakeEngine } from "../../fixtures/fake-engine.ts";
import { NEVER, newPlace, removePlace } from "../../fixtures/places.ts";

/** Tests that run at once say themselves whose it is. */
function place({ onTestFinished }: TestContext): string {
  const directory = newPlace();
  onTestFinished(() => removePlace(directory));
  return directory;
}

function launchIn(dir: string, command: Launch["command"], rest: Partial<Launch> = {}): Launch {
  const token = `container-${Math.random()}`;
  const env = { PATH: process.env["PATH"] ?? "", HOME: dir };
  return { ...launchOf({ command, cwd: dir, env, writable: [dir], network: [], token }), ...rest };
}

async function run(sandbox: Sandbox, launch: Launch, rest: Partial<ProcessRequest> = {}) {
  await using confined = await sandbox.confine(launch, NEVER);
  const { command, cwd, env } = confined;
  const request = { command, cwd, env, token: launch.token, outputCap: 1e6, timeMs: 60_000, ...rest };
  const { exit, stdout } = await processRunner().run(request, NEVER);
  return { exit, out: Buffer.from(stdout.bytes ?? []).toString("utf8") };
}

for (const kind of CONTAINERS_HERE) {
  describe.concurrent(kind, { timeout: 60_000 }, () => {
    const opened = chooseSandbox(kind, { image: TEST_IMAGE });

    test("exit codes that the client has for its own failures come through when they are the program's", async (context) => {
      const sandbox = await opened;
      for (const code of [125, 126, 127]) {
        expect(await run(sandbox, launchIn(place(context), `exit ${code}`))).toMatchObject({
          exit: { kind: "exited", code },
        });
      }
    });

    test("a container that can't be started looks like a program killed from outside", async (context) => {
      const sandbox = await opened;
      const dir = place(context);
      const inside = join(dir, "inside");
      mkdirSync(inside);
      await using confined = await sandbox.confine(launchIn(inside, "exit 0"), NEVER);
      const { env } = confined;
      const [sh = "", ...args] = confined.command as readonly string[];
      const command = [sh, ...args.map((arg) => arg.replaceAll(inside, join(dir, "gone")))];
      const request = { command, cwd: "/", env, token: "gone", outputCap: 1e6 };
      expect((await processRunner().run(request, NEVER)).exit).toEqual({ kind: "signaled", signal: "SIGKILL" });
    });

    test("what it writes belongs to whoever started it; it has a name, no right of root, and no way to get one", async (context) => {
      const dir = place(context);
      const { out } = await run(await opened, launchIn(dir, ": > mine; id -un; cat /proc/self/status"));
      expect(statSync(join(dir, "mine")).uid).toBe(process.getuid?.());
      expect(out).toMatch(/^(root|agent)\n/);
      for (const line of [/^CapEff:\s+0+$/m, /^CapBnd:\s+0+$/m, /^NoNewPrivs:\s+1$/m]) expect(out).toMatch(line);
    });

    test("the image can't be written to, and what /tmp takes is bounded", async (context) => {
      const line =
        "(: > /bin/new); (: > /new); dd if=/dev/zero of=/tmp/large bs=1M count=1100 2>/dev/null; ls -l /tmp/large";
      const { out } = await run(await opened, launchIn(place(context), line));
      expect(Number(out.split(/\s+/)[4])).toBeLessThanOrEqual(1024 ** 3);
    });

    test("a program that is neither in the image nor shown is refused before anything is bought", async (context) => {
      const sandbox = await opened;
      await expect(sandbox.confine(launchIn(place(context), ["no-such-program"]), NEVER)).rejects.toMatchObject({
        code: "PROCESS_NOT_STARTED",
        hint: "Use an image that holds it.",
      });
    });

    test("what a killed runner left is removed by its token, and nothing of others", async (context) => {
      const sandbox = await opened;
      const dir = place(context);
      const [lost, kept] = [0, 1].map(() => launchIn(dir, "echo up; sleep 60")) as [Launch, Launch];
      const clients = [];
      await using confinedLost = await sandbox.confine(lost, NEVER);
      await using confinedKept = await sandbox.confine(kept, NEVER);
      for (const { command, env } of [confinedLost, confinedKept]) {
        const [file = "", ...args] = command as readonly string[];
        const child = spawn(file, args, { env, detached: true, stdio: ["ignore", "pipe", "ignore"] });
        await once(child.stdout, "data");
        clients.push(child);
      }
      for (const { pid } of clients) process.kill(-(pid ?? 0), "SIGKILL");
      expect(await sandbox.reap(new Set([lost.token, "another"]))).toBe(1);
      expect(await sandbox.reap(new Set([lost.token]))).toBe(0);
      expect(await sandbox.reap(new Set([kept.token]))).toBe(1);
    });

    test("a launch that is stopped while its container is being made leaves none", async (context) => {
      const sandbox = await opened;
      const launch = launchIn(place(context), "sleep 60");
      {
        await using confined = await sandbox.confine(launch, NEVER);
        const { command, cwd, env } = confined;
        const request = { command, cwd, env, token: launch.token, outputCap: 1e6 };
        await processRunner().run(request, AbortSignal.timeout(30));
      }
      await delay(1000);
      expect(await sandbox.reap(new Set([launch.token]))).toBe(0);
    });

    test("what stands beside a launch on the host is gone when it is released", async (context) => {
      const confined = await (await opened).confine(launchIn(place(context), "true"), NEVER);
      const [, file = ""] = /source=([^,]*),target=\/etc\/passwd/.exec(String(confined.command)) ?? [];
      expect(existsSync(file)).toBe(true);
      await confined[Symbol.asyncDispose]();
      expect(existsSync(dirname(file))).toBe(false);
    });
  });
}

test("an engine in a virtual machine gets a relay to the gateway, and one of this machine its socket", async (context) => {
  const dir = place(context);
  const gateway = { socket: join(dir, "gateway.sock"), port: 4010 };
  writeFileSync(gateway.socket, "");
  const desktop = '{"memory":true,"swap":true,"pids":true,"security":null,"system":"Docker Desktop"}';
  for (const [says, isRelayed] of [
    [{ info: desktop }, true],
    [{}, false],
  ] as const) {
    const sandbox = await chooseSandbox("docker", { image: "agents:1", path: fakeEngine("docker", says) });
    await using confined = await sandbox.confine(launchIn(dir, "true", { gateway }), NEVER);
    const { command } = confined;
    expect(command[0] === process.execPath).toBe(isRelayed);
    expect(String(command).includes("target=/run/scylla/gateway.sock")).toBe(!isRelayed);
  }
});
