import { execFileSync } from "node:child_process";
import { globSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readExperiment } from "@scylla/compose";
import { type LlmServer, startLlmServer } from "@scylla-tooling/llm-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Place, place, until } from "../fixtures/scylla.ts";

/** Asks a model once for what it writes; where it is shown a gate, it then waits for ever. */
const ASKER = `import { existsSync, writeFileSync } from "node:fs";
const { SCYLLA_MODEL_URL, SCYLLA_MODEL_TOKEN, SCYLLA_MODEL } = process.env;
const answer = await fetch(SCYLLA_MODEL_URL + "/v1/messages", {
  method: "POST",
  headers: { "content-type": "application/json", "x-api-key": SCYLLA_MODEL_TOKEN, "anthropic-version": "2023-06-01" },
  body: JSON.stringify({ model: SCYLLA_MODEL, max_tokens: 100, messages: [{ role: "user", content: process.cwd() }] }),
});
if (!answer.ok) process.exit(3);
const { content } = await answer.json();
writeFileSync("answer.txt", content[0].text + JSON.stringify(process.env));
if (existsSync(process.argv[2])) setInterval(() => {}, 1000);
`;
const KEY = "sk-planted-7d1c9a";

/** Engines that `pnpm test:containers` made ready, and the image that it made. */
const ENGINES = ["docker", "podman"].filter((kind) =>
  (process.env["SCYLLA_TEST_CONTAINERS"] ?? "").split(",").includes(kind),
);
const PLACES = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => /^(DOCKER_HOST|CONTAINERS_)/.test(name)),
);
const IMAGE = process.env["SCYLLA_TEST_IMAGE"] ?? "";

let here: Place;
let server: LlmServer;
let written: string;
beforeAll(async () => {
  here = await place();
  server = await startLlmServer([
    { turns: [{ kind: "answer", text: "42", usage: { inputTokens: 1000, outputTokens: 200 } }] },
  ]);
  const text = await readFile(await here.write({ agent: "write", repeats: 1, concurrency: 2 }), "utf8");
  await mkdir(join(here.root, "agents"));
  await writeFile(join(here.root, "agents", "asker.mjs"), ASKER);
  const asker =
    "  - { id: asker, kind: command, command: [node, agents/asker.mjs, gate], model: claude-sonnet-4-5, provider: anthropic }";
  written = text.replace(/^ {2}- \{ id: fake.*$/m, asker);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await here[Symbol.asyncDispose]();
});

async function write(kind: string, image: string): Promise<string> {
  const providers = `providers: { anthropic: { baseUrl: "${server.url}", key: { env: OUR_KEY } } }`;
  const named = written.replace("name: small", `name: ${kind}`).replace("gate]", `gate-${kind}]`);
  const lines = [named, "budget: { usd: 1 }", providers, `sandbox: ${kind}`, `image: ${image}`];
  await writeFile(join(here.root, `${kind}.yaml`), `${lines.join("\n")}\n`);
  return `${kind}.yaml`;
}

for (const kind of ENGINES) {
  const listed = (): string =>
    execFileSync(kind, ["ps", "--all", "--quiet", "--filter", "label=scylla.token"], { encoding: "utf8" });

  test.concurrent(`a runner that is killed leaves its containers of ${kind} to the next, which buys what they were at once more`, {
    timeout: 120_000,
  }, async () => {
    const file = await write(kind, IMAGE);
    const work = join(here.root, `work-${kind}`);
    const surroundings = { env: { ...PLACES, OUR_KEY: KEY, SCYLLA_WORK_DIR: work } };
    await writeFile(join(here.root, `gate-${kind}`), "");
    const running = here.start(["run", file, "--yes"], surroundings);
    await until(() => globSync("runs/*/1-1/logs/calls.jsonl", { cwd: work }).length > 0);
    running.child.kill("SIGKILL");
    await running.ended;
    expect(listed()).not.toBe("");
    await rm(join(here.root, `gate-${kind}`));
    expect(await here.scylla(["resume", `.scylla/${kind}`, "--yes"], surroundings)).toMatchObject({ code: 0 });
    expect(listed()).toBe("");
    const { view } = await readExperiment({ dir: join(here.root, ".scylla", kind) });
    const ends = [...view.results.values()].map(({ end }) => [end?.costSource, end?.isolation]);
    expect(ends).toEqual(
      Array(3).fill(["metered", expect.stringMatching(new RegExp(`^${kind} sha256:[0-9a-f]{64}$`))]),
    );
    expect(globSync("runs/*/*", { cwd: work })).toEqual([]);
  });
}

test("an engine that can't be reached buys nothing, and says what to do", async () => {
  const file = await write("docker", "no-such-image:1");
  const bin = join(here.root, "bin");
  await mkdir(bin);
  const said = "Cannot connect to the Docker daemon at unix:///run/docker.sock. Is the docker daemon running?";
  await writeFile(join(bin, "docker"), `#!/bin/sh\necho '${said}' >&2; exit 1\n`, { mode: 0o755 });
  const env = { OUR_KEY: KEY, PATH: `${bin}:${process.env["PATH"]}` };
  const ended = await here.scylla(["run", file, "--yes", "--out", ".scylla/unreached"], { env });
  expect(ended).toMatchObject({ code: 2, stdout: "" });
  expect(ended.stderr).toContain(`SANDBOX_UNAVAILABLE: the sandbox docker can't be used here: docker says: ${said}`);
});
