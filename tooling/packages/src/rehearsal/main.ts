import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { startRegistry } from "../registry/registry.ts";
import { missingChangesets } from "../release/missing-changesets.ts";
import { packedDifference } from "../release/packed-difference.ts";
import { run } from "../run-command.ts";
import { type Scratch, scratchClone } from "./scratch.ts";
import { type Mixture, type ReleaseVersions, tryMixtures } from "./try-mixtures.ts";

const began = performance.now();
const say = (text: string): void =>
  console.log(`${String(Math.round((performance.now() - began) / 1000)).padStart(4)} s  ${text}`);

const dir = await mkdtemp(join(tmpdir(), "scylla-rehearsal-"));
const home = join(dir, "home");
// Where packages of others come from is whatever npm is set up for here.
const others = (await run("npm", ["config", "get", "registry"], { cwd: dir })).trim();
const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^p?npm_/i.test(name))),
  ...{
    HOME: home,
    CI: "true",
    TURBO_TELEMETRY_DISABLED: "1",
    // Releases are tagged, and a tag has an author.
    GIT_AUTHOR_NAME: "rehearsal",
    GIT_AUTHOR_EMAIL: "rehearsal@localhost",
    GIT_COMMITTER_NAME: "rehearsal",
    GIT_COMMITTER_EMAIL: "rehearsal@localhost",
    npm_config_registry: others,
    pnpm_config_registry: others,
  },
  PATH: [dirname(process.execPath), process.env["PATH"]].join(delimiter),
  SCYLLA_WORK_DIR: join(dir, "work"),
};

try {
  await mkdir(home);
  await using registry = await startRegistry();
  const scratch = await scratchClone(join(dir, "scratch"), registry.url, env);
  say("a clone of what is committed is installed");

  const first = await scratch.publish();
  say(`published: ${registry.published.join(", ")}`);
  await beANewcomer(registry.url);
  await meetTheGate(scratch);

  await scratch.bump(["contracts"], "Something was added.");
  const second = await scratch.publish();
  await mix("two releases with the same ports", [first, second], () => "complete");

  await scratch.edit("packages/contracts/src/port.ts", (text) => text.replace('"run-store/1"', '"run-store/2"'));
  // Whoever implements or calls the port is named too: a patch of it would reach installations that still speak the old one.
  const speakers = ["contracts", "persistence", "runner-core", "compose"];
  await scratch.bump(speakers, "Run stores have to be rewritten.");
  const third = await scratch.publish();
  const stores = new Set(["persistence", "contracts"]);
  await mix("two releases between which `run-store` rose", [second, third], ({ from }) =>
    stores.has(from) ? "PORT_MISMATCH" : "complete",
  );

  async function mix(
    what: string,
    releases: readonly [ReleaseVersions, ReleaseVersions],
    expected: (mixture: Mixture) => string,
  ): Promise<void> {
    say(`mixing ${what}`);
    const mixtures = await tryMixtures(join(dir, what.replaceAll(/\W+/g, "-")), registry.url, releases, env);
    for (const mixture of mixtures) {
      say(`  ${mixture.name}: ${mixture.ended}`);
      if (!mixture.ended.startsWith(expected(mixture)))
        throw new Error(`${mixture.name} should be ${expected(mixture)}`);
    }
  }
  say("the release can be made");
} finally {
  await rm(dir, { recursive: true, force: true });
}

/** An empty home, an empty directory, the command by its name. */
async function beANewcomer(registry: string): Promise<void> {
  const cwd = join(dir, "newcomer");
  const fresh = { ...env, HOME: join(dir, "newcomer-home") };
  await mkdir(cwd);
  await mkdir(fresh.HOME);
  await run("npm", ["install", "--no-fund", "--no-audit", `--@scylla:registry=${registry}`, "@scylla/cli"], {
    cwd,
    env: fresh,
  });
  say(
    `a newcomer has installed the command: ${(await run("npx", ["@scylla/cli", "--version"], { cwd, env: fresh })).trim()}`,
  );
  await run("npx", ["@scylla/cli", "demo"], { cwd, env: fresh });
  say("the demonstration ran from the registry's packages");
}

/** What was just released needs no changeset; a comment that reaches no user neither; a changed README does. */
async function meetTheGate({ dir: checkout, edit }: Scratch): Promise<void> {
  const missing = (): Promise<readonly string[]> => missingChangesets(checkout, packedDifference(checkout));
  const expect = async (what: string, expected: readonly string[]): Promise<void> => {
    const found = await missing();
    say(`the gate on ${what}: ${found.join("; ") || "nothing is missing"}`);
    if (JSON.stringify(found) !== JSON.stringify(expected)) throw new Error("the gate should have said otherwise");
  };
  await expect("what was just released", []);
  await edit("packages/stats/tsconfig.json", (text) => `${text}\n`);
  await expect("a file that no tarball holds", []);
  await edit("packages/stats/README.md", (text) => `${text}\nMore.\n`);
  await expect("a changed README", ["@scylla/stats is packed otherwise than in its last release"]);
  await run("git", ["checkout", "--quiet", "."], { cwd: checkout });
}
