import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { bwrapHere } from "../../fixtures/bwrap-here.ts";
import { NEVER } from "../../fixtures/places.ts";
import { sandboxed } from "../../fixtures/sandboxed.ts";

if (bwrapHere.works) {
  test("a program has the environment of its launch, beside what every shell adds by itself", async () => {
    const { run, home } = await sandboxed();
    const env = { PATH: "/usr/bin:/bin", HOME: home, GIVEN: "a b" };
    const lines = (await run(["env"], { env })).out.trimEnd().split("\n");
    const given = lines.filter((line) => !/^(SCYLLA_TOKEN|PWD|OLDPWD|SHLVL|_)=/.test(line));
    expect(given.sort()).toEqual(["GIVEN=a b", `HOME=${home}`, "PATH=/usr/bin:/bin"]);
  });

  test("what this process has open is closed to it, whatever the number", async () => {
    const { outside, launch } = await sandboxed();
    const script = `import { bwrapSandbox, processRunner } from "@scylla/workspace";
const sandbox = await bwrapSandbox();
const launch = ${JSON.stringify(launch("ls /proc/self/fd | sort -n | tr '\\n' ' '"))};
const { command, cwd, env } = await sandbox.confine(launch, AbortSignal.abort());
const { stdout } = await processRunner().run({ command, cwd, env, token: "t", outputCap: 1000 }, new AbortController().signal);
console.log(String(stdout.bytes));`;
    const node = `exec 5<${outside} 21<${outside}; exec "$0" --conditions=@scylla/source --input-type=module -e "$1"`;
    const opened = spawn("bash", ["-c", node, process.execPath, script], { cwd: import.meta.dirname });
    let out = "";
    for await (const chunk of opened.stdout) out += chunk;
    // The last is the directory that is being listed.
    expect(out.trim()).toBe("0 1 2 3");
  });

  test("it is an ordinary user of a machine without a name, with a home, localhost and no other user", async () => {
    const { run, home } = await sandboxed();
    const { out } = await run(
      "id -u; id -un; hostname; getent passwd agent; getent hosts localhost; wc -l < /etc/passwd; grep CapEff /proc/self/status",
    );
    expect(out.split("\n")).toEqual([
      ...["1000", "agent", "sandbox", `agent:x:1000:1000::${home}:/bin/sh`],
      ...[expect.stringMatching(/^(::1|127\.0\.0\.1) +localhost/), "3", expect.stringMatching(/CapEff:\t0+$/), ""],
    ]);
  });

  test("node, npm, git and certificates are there as on the machine", async () => {
    const { run } = await sandboxed();
    const { out, err } = await run(
      "node -p 1+1 && npm --version && git init -q . && git status --short && ls /etc/ssl/certs | head -1",
    );
    expect(out, err).toMatch(/^2\n\d+\.\d+\.\d+\n.+\n$/);
  });

  test("the kernel can't be set, whoever runs it: root's number alone would be enough", async () => {
    const { run } = await sandboxed();
    const writable =
      "find /proc -maxdepth 3 -writable -not -path '/proc/[0-9]*' -not -path '/proc/*self*' -not -path '/proc/pressure/*' -type f";
    const before = readFileSync("/proc/sys/kernel/core_pattern", "utf8");
    const { out } = await run(`${writable}; echo hello > /proc/sys/kernel/core_pattern || echo refused`);
    expect(out).toBe("refused\n");
    expect(readFileSync("/proc/sys/kernel/core_pattern", "utf8")).toBe(before);
  });

  test("everything but its own directories and /tmp is read-only, and /tmp is its own", async () => {
    const { run, root, home } = await sandboxed();
    const tried = ["/", "/usr", "/etc", "/run", "/var/tmp", "/dev", root, home, "/tmp"];
    const { out } = await run(tried.map((dir) => `touch ${dir}/made-here 2>/dev/null && echo ${dir}`).join("; "));
    expect(out.trimEnd().split("\n")).toEqual(["/dev", root, home, "/tmp"]);
    expect(["/tmp/made-here", "/dev/made-here"].map((file) => existsSync(file))).toEqual([false, false]);
  });

  test("its processes, files and core dumps are limited", async () => {
    const { run } = await sandboxed();
    const limits = (await run("cat /proc/self/limits")).out;
    for (const [name, most] of [
      ["Max processes", 4096],
      ["Max file size", 8 * 1024 ** 3],
      ["Max core file size", 0],
    ] as const) {
      const [, soft, hard] = new RegExp(`^${name} +(\\d+) +(\\d+)`, "m").exec(limits) ?? [];
      expect([name, Number(soft) <= most, Number(hard) <= most]).toEqual([name, true, true]);
    }
  });

  test("nothing of the operator's own set-up is seen, in his home or in directories above", async () => {
    const { run, root } = await sandboxed();
    const operator = join(root, "../../..", "operator");
    const planted = [
      "CLAUDE.md",
      "AGENTS.md",
      "GEMINI.md",
      ".mcp.json",
      ".claude.json",
      ".claude/settings.json",
      ".claude/hooks/hook.sh",
      ".codex/config.toml",
      ".gitconfig",
      ".git/config",
    ];
    const places = [join(root, ".."), join(root, "../.."), operator];
    for (const dir of places) {
      for (const file of planted) {
        mkdirSync(join(dir, file, ".."), { recursive: true });
        writeFileSync(join(dir, file), "of the operator");
      }
    }
    const files = places.flatMap((dir) => planted.map((file) => join(dir, file)));
    const walk = 'd=$PWD; while [ "$d" != / ]; do d=$(dirname "$d"); ls -A "$d"; done; ls -A /root /home 2>/dev/null';
    const { out } = await run(
      `cat ${files.join(" ")} 2>/dev/null; find / -name CLAUDE.md -not -path '/proc/*' -not -path '/usr/*' 2>/dev/null; git config --list 2>&1; ${walk}`,
    );
    expect(out).not.toMatch(/of the operator|CLAUDE|AGENTS|\.claude|\.codex|\.mcp|\.gitconfig|user\.name/);
    rmSync(operator, { recursive: true });
  });

  test("a repository whose settings run programs runs them inside only", async () => {
    const { run, outside, root } = await sandboxed();
    const hit = join(outside, "hit");
    const hostile = `git init -q . && mkdir hooks && printf '#!/bin/sh\\ntouch ${hit} ran-hook' > hooks/post-commit && chmod +x hooks/post-commit
git config core.hooksPath hooks; git config core.fsmonitor 'touch ${hit} ran-monitor; false'; git config user.name a; git config user.email a@b
echo x > file; git add file; git commit -qm x; git status`;
    await run(hostile);
    expect([existsSync(join(root, "ran-hook")), existsSync(join(root, "ran-monitor")), existsSync(hit)]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test("a program behind a link out of its PATH starts, one of npm with what it imports", async () => {
    const { run, outside, launch } = await sandboxed();
    const [bin, packages] = [join(outside, "bin"), join(outside, "lib/node_modules")];
    for (const dir of [bin, join(packages, "agent"), join(packages, "needed")]) mkdirSync(dir, { recursive: true });
    writeFileSync(join(packages, "needed/index.js"), "module.exports = 'needed';");
    writeFileSync(join(packages, "agent/cli.js"), "#!/usr/bin/env node\nconsole.log('agent', require('needed'));\n");
    chmodSync(join(packages, "agent/cli.js"), 0o755);
    symlinkSync("../lib/node_modules/agent/cli.js", join(bin, "agent"));
    const env = { PATH: `${bin}:${process.env["PATH"]}` };
    const { readable } = launch(["agent"]);
    expect(await run(["agent"], { env, readable: [bin, ...readable] })).toMatchObject({ out: "agent needed\n" });
  });

  test("an argument of 120 KB arrives whole", async () => {
    const { run } = await sandboxed();
    const { out } = await run(["sh", "-c", 'printf %s "$1" | wc -c', "sh", "x".repeat(120_000)]);
    expect(out.trim()).toBe("120000");
  });

  test("what can't start as it asks is refused before anything starts", async () => {
    const { sandbox, launch, root, outside } = await sandboxed();
    writeFileSync(join(outside, "tool"), "#!/bin/sh\n");
    chmodSync(join(outside, "tool"), 0o755);
    symlinkSync(join(outside, "tool"), join(root, "hidden"));
    const gone = join(outside, "gone");
    const gateway = { socket: gone, port: 4010 };
    for (const [asked, code, message] of [
      [
        launch(["no-such-program"]),
        "PROCESS_NOT_STARTED",
        "no-such-program can't be started in the sandbox: it is not installed",
      ],
      [launch(["./hidden"]), "PROCESS_NOT_STARTED", "is not shown there"],
      [launch(["true"], { writable: [gone] }), "WORKSPACE_FAILED", gone],
      [launch(["true"], { cwd: outside }), "UNSUPPORTED", "is not shown"],
      [
        launch(["true"], { network: ["example.com"] }),
        "UNSUPPORTED",
        "example.com can be reached only through the gateway",
      ],
      [launch(["true"], { gateway }), "GATEWAY_FAILED", gone],
    ] as const) {
      await expect(sandbox.confine(asked, NEVER)).rejects.toMatchObject({
        code,
        message: expect.stringContaining(message),
      });
    }
  });

  test("a sandbox that can't be set up does not pass for a program that failed", async () => {
    const { sandbox, launch, home } = await sandboxed();
    const { command, cwd, env } = await sandbox.confine(launch(["true"]), NEVER);
    rmSync(home, { recursive: true });
    const [file = "", ...args] = command;
    const child = spawn(file, args, { cwd, env, stdio: "ignore" });
    expect(await new Promise((resolve) => child.once("exit", (code, by) => resolve([code, by])))).toEqual([
      null,
      "SIGKILL",
    ]);
  });

  test("with its wrapper, everything inside dies", async () => {
    const { sandbox, launch, root } = await sandboxed();
    const beat = join(root, "beat");
    const line = "(setsid sh -c 'while :; do echo . >> beat; sleep 0.05; done' &) ; sleep 30";
    const { command, cwd, env } = await sandbox.confine(launch(line), NEVER);
    const [file = "", ...args] = command;
    const child = spawn(file, args, { cwd, env, stdio: "ignore", detached: true });
    while (!existsSync(beat)) await delay(10);
    child.kill("SIGKILL");
    await delay(1000);
    const before = readFileSync(beat, "utf8");
    await delay(300);
    expect(readFileSync(beat, "utf8")).toBe(before);
  });
} else {
  test("where bwrap doesn't work, there is no sandbox to try", () => {
    expect(bwrapHere).toMatchObject({ reason: expect.stringMatching(/./) });
  });
}
