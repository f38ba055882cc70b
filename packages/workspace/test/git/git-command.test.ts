import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { complaint, git, tryGit } from "../../src/git/git-command.ts";
import { requireGit } from "../../src/git/require-git.ts";
import { NEVER, place } from "../fixtures/places.ts";
import { writeFiles } from "../fixtures/repositories.ts";

afterEach(() => vi.unstubAllEnvs());

function fakeGit(script: string): void {
  const directory = place();
  writeFiles(directory, { git: { program: `#!/bin/sh\n${script}\n` } });
  vi.stubEnv("PATH", `${directory}:${process.env["PATH"]}`);
}

test("a failing command is a value, or an error with git's complaint", async () => {
  const args = ["cat-file", "-e", "0".repeat(40)];
  const gitDir = join(place(), "none");
  expect(await tryGit({ gitDir, args })).toMatchObject({ code: 128 });
  await expect(git({ gitDir, args })).rejects.toMatchObject({
    code: "GIT_FAILED",
    message: `git cat-file failed: not a git repository: '${gitDir}'`,
  });
});

test("a full disk is told apart", async () => {
  fakeGit("echo 'fatal: write error: No space left on device' >&2; exit 128");
  await expect(git({ args: ["version"] })).rejects.toMatchObject({ code: "DISK_FULL" });
});

describe("without git", () => {
  test("it is missing, with what to do", async () => {
    vi.stubEnv("PATH", place());
    await expect(requireGit()).rejects.toMatchObject({ code: "GIT_MISSING", hint: expect.stringContaining("2.31") });
  });

  test("one that is too old to be hardened is no git", async () => {
    fakeGit("echo git version 2.30.2");
    await expect(requireGit()).rejects.toMatchObject({
      code: "GIT_MISSING",
      message: expect.stringContaining("2.30.2"),
    });
    fakeGit("echo 'git version 3.1.0.windows.1'");
    await requireGit();
  });

  test("a directory that is gone is not taken for a missing git", async () => {
    const cwd = place();
    rmSync(cwd, { recursive: true });
    await expect(git({ args: ["version"], cwd })).rejects.toMatchObject({
      code: "GIT_FAILED",
      message: expect.stringContaining("is gone"),
    });
  });
});

describe("interruption", () => {
  test("stops git with all that it started before it is reported", async () => {
    const started = join(place(), "started");
    fakeGit(`sleep 60 & echo > ${started}; wait`);
    const stop = new AbortController();
    const running = tryGit({ args: ["fetch"] }, stop.signal);
    await vi.waitUntil(() => existsSync(started), { timeout: 10_000, interval: 5 });
    const from = performance.now();
    stop.abort();
    await expect(running).rejects.toMatchObject({ code: "INTERRUPTED", message: "git fetch was interrupted" });
    expect(performance.now() - from).toBeLessThan(2000);
  });

  test("before the start nothing is started", async () => {
    await expect(tryGit({ args: ["version"] }, AbortSignal.abort())).rejects.toMatchObject({ code: "INTERRUPTED" });
  });
});

describe("configuration", () => {
  test("of a repository, of the operator and of the environment never runs a program", async () => {
    const directory = place();
    const marker = join(directory, "marker");
    const plant = `touch ${marker}`;
    const repo = join(directory, "repo");
    const home = join(directory, "home");
    const config = `[core]\n fsmonitor = "${plant}"\n hooksPath = ${home}/hooks\n pager = "${plant}"\n[diff]\n external = "${plant}"\n[filter "x"]\n clean = "${plant}"\n smudge = "${plant}"\n`;
    mkdirSync(home);
    writeFiles(home, { ".gitconfig": config, "hooks/post-checkout": { program: `#!/bin/sh\n${plant}\n` } });
    vi.stubEnv("HOME", home);
    vi.stubEnv("GIT_DIR", "/nonexistent");
    vi.stubEnv("GIT_EXTERNAL_DIFF", plant);
    await git({ args: ["init", "--quiet", "--template=", repo] }, NEVER);
    const call = { gitDir: join(repo, ".git"), workTree: repo, cwd: repo };
    writeFiles(repo, {
      a: "1",
      ".git/config": config,
      ".git/hooks/post-index-change": { program: `#!/bin/sh\n${plant}\n` },
    });
    for (const args of [["add", "a"], ["status"], ["diff"], ["write-tree"]]) await tryGit({ ...call, args }, NEVER);
    expect(await tryGit({ args: ["ls-files"], ...call })).toMatchObject({ code: 0, stdout: Buffer.from("a\n") });
    expect(existsSync(marker)).toBe(false);
  });

  test("of the operator counts when a source is read, and not otherwise", async () => {
    const home = place();
    writeFileSync(join(home, ".gitconfig"), "[user]\n name = operator\n");
    vi.stubEnv("HOME", home);
    vi.stubEnv("XDG_CONFIG_HOME", home);
    vi.stubEnv("GIT_CONFIG_GLOBAL", undefined);
    const call = { args: ["config", "user.name"] };
    expect((await git({ ...call, asOperator: true })).toString()).toBe("operator\n");
    expect((await tryGit(call)).stdout.toString()).toBe("");
  });

  test("proxies and certificates reach git when a source is read, keys of others do not", async () => {
    fakeGit("env");
    vi.stubEnv("https_proxy", "http://proxy:3128");
    vi.stubEnv("SSL_CERT_FILE", "/certs");
    vi.stubEnv("ANTHROPIC_API_KEY", "secret");
    const names = async (asOperator: boolean) =>
      (await git({ args: ["x"], asOperator }))
        .toString()
        .split("\n")
        .map((line) => line.split("=")[0]);
    expect(await names(true)).toEqual(expect.arrayContaining(["https_proxy", "SSL_CERT_FILE", "PATH"]));
    expect(await names(true)).not.toContain("ANTHROPIC_API_KEY");
    expect(await names(false)).not.toContain("https_proxy");
  });
});

test("the complaint is what went wrong, not the advice after it", () => {
  expect(complaint("fatal: no such thing\nfatal: Could not read\n\nPlease make sure\n")).toBe("no such thing");
  expect(complaint("odd words\nlast line\n")).toBe("last line");
  expect(complaint("")).toBe("");
});
