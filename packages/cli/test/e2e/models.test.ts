import { once } from "node:events";
import { globSync, readFileSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { readExperiment } from "@scylla/compose";
import { type LlmServer, startLlmServer } from "@scylla-tooling/llm-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answer, type Place, place, until } from "../fixtures/scylla.ts";

/** Asks a model once for what it writes; where it finds a gate in its working directory's reach, it then waits for ever. */
const ASKER = `import { existsSync, writeFileSync } from "node:fs";
const { SCYLLA_MODEL_URL, SCYLLA_MODEL_TOKEN, SCYLLA_MODEL, FAKE_DIR } = process.env;
const answer = await fetch(SCYLLA_MODEL_URL + "/v1/messages", {
  method: "POST",
  headers: { "content-type": "application/json", "x-api-key": SCYLLA_MODEL_TOKEN, "anthropic-version": "2023-06-01" },
  body: JSON.stringify({ model: SCYLLA_MODEL, max_tokens: 100, messages: [{ role: "user", content: process.cwd() }] }),
});
if (!answer.ok) process.exit(3);
const { content } = await answer.json();
writeFileSync("answer.txt", content[0].text + JSON.stringify(process.env));
if (existsSync(FAKE_DIR + "/gate")) setInterval(() => {}, 1000);
`;
const KEY = "sk-planted-7d1c9a";
/** 1,000 input tokens at 3 USD a million, and 200 output tokens at 15. */
const USAGE = { inputTokens: 1000, outputTokens: 200 };
const PRICE = 0.006;

let here: Place;
let server: LlmServer;
let written: string;
const env = (more: NodeJS.ProcessEnv = {}) => ({ OUR_KEY: KEY, ...more });

beforeAll(async () => {
  here = await place();
  server = await startLlmServer([{ turns: [{ kind: "answer", text: "42", usage: USAGE }] }]);
  const text = await readFile(await here.write({ agent: "write", repeats: 1, concurrency: 1 }), "utf8");
  await mkdir(join(here.root, "agents"));
  await writeFile(join(here.root, "agents", "asker.mjs"), ASKER);
  const asker =
    "  - { id: asker, kind: command, command: [node, agents/asker.mjs], model: claude-sonnet-4-5, provider: anthropic, env: [FAKE_DIR] }";
  written = text.replace(/^ {2}- \{ id: fake.*$/m, asker);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await here[Symbol.asyncDispose]();
});

/** The small experiment with a program that asks a model; each name has a directory of its own. */
async function write(name: string, more = ""): Promise<string> {
  const providers = `providers: { anthropic: { baseUrl: "${server.url}", key: { env: OUR_KEY } } }`;
  const lines = [written.replace("name: small", `name: ${name}`), "budget: { usd: 1 }", providers, more];
  await writeFile(join(here.root, `${name}.yaml`), `${lines.join("\n")}\n`);
  return `${name}.yaml`;
}

const dirOf = (name: string): string => join(here.root, ".scylla", name);
const costsIn = async (name: string) =>
  [...(await readExperiment({ dir: dirOf(name) })).view.results.values()].map(({ end }) => [
    end?.cost,
    end?.costSource,
  ]);

test("any program is metered that asks its models where it is told to, and never sees a key", async () => {
  const file = await write("metered");
  const before = server.requests.length;
  expect(await here.scylla(["run", file, "--yes"], { env: env() })).toMatchObject({ code: 0 });
  expect(server.requests.slice(before).filter(({ method }) => method === "POST").length).toBe(3);
  expect(await costsIn("metered")).toEqual(Array(3).fill([PRICE * 1e9, "metered"]));
  const { view } = await readExperiment({ dir: dirOf("metered") });
  const { openArtifactStore, openRunStore } = await import("@scylla/persistence");
  const artifacts = await openArtifactStore({ dir: dirOf("metered") });
  const reader = await openRunStore({ dir: dirOf("metered"), mode: "read" });
  for (const { id } of view.runs)
    for (const { name, digest } of (await reader.history(id))?.artifacts ?? [])
      expect([name, Buffer.from(await artifacts.get(digest)).includes(KEY)]).toEqual([name, false]);
  await reader.close();
});

test("what was recorded is played back without a provider, a key or a question, in a directory of its own", async () => {
  const file = await write("recorded");
  expect(await here.scylla(["run", file, "--yes", "--record"], { env: env() })).toMatchObject({ code: 0 });
  const asked = server.requests.length;
  const again = await here.scylla(["run", file, "--replay", ".scylla/recorded", "--json"], { env: {} });
  expect([again.code, answer(again)]).toMatchObject([0, { status: "complete", counts: { planned: 3, valid: 3 } }]);
  expect(server.requests.length).toBe(asked);
  expect(await costsIn("recorded.replay")).toEqual(Array(3).fill([PRICE * 1e9, "replayed"]));
  expect((await readExperiment({ dir: dirOf("recorded.replay") })).results.runs.map(({ passed }) => passed)).toEqual([
    ...Array(3).fill(true),
  ]);

  for (const args of [
    ["run", file, "--yes", "--out", ".scylla/recorded.replay"],
    ["resume", ".scylla/recorded.replay", "--yes"],
    ["run", file, "--replay", ".scylla/recorded", "--out", ".scylla/recorded"],
  ])
    expect(await here.scylla(args, { env: env() })).toMatchObject({ code: 2, stdout: "" });
});

test("a run that was not recorded is not asked of a provider instead", async () => {
  const file = await write("recorded");
  const asked = server.requests.length;
  const { code, stderr } = await here.scylla(["run", file, "--replay", ".scylla/recorded", "--repeats", "2"], {
    env: env(),
  });
  expect([code, server.requests.length]).toEqual([5, asked]);
  expect(stderr).toContain("nothing was recorded of answer/T0/00-plain/asker/02 in ROOT/.scylla/recorded");
});

test("what an agent had bought when its runner was killed is in the ledger", async () => {
  const file = await write("killed", "sandbox: none");
  const work = join(here.root, "work");
  const surroundings = { env: env({ SCYLLA_WORK_DIR: work }) };
  await writeFile(join(here.root, "gate"), "");
  const running = here.start(["run", file, "--yes"], surroundings);
  // Written down when the call had ended; the agent knows of that a moment earlier.
  await until(() => globSync("runs/*/1-1/logs/calls.jsonl", { cwd: work }).some((log) => isWhole(join(work, log))));
  running.child.kill("SIGKILL");
  await running.ended;
  await rm(join(here.root, "gate"));
  expect(await here.scylla(["resume", ".scylla/killed", "--yes"], surroundings)).toMatchObject({ code: 0 });
  const { view } = await readExperiment({ dir: dirOf("killed") });
  expect(view.spend).toMatchObject([{ run: 1, attempt: 1, reason: "interrupted", cost: PRICE * 1e9 }]);
  expect(globSync("runs/*/*", { cwd: work })).toEqual([]);
});

/** Its line has come to its end. */
function isWhole(log: string): boolean {
  return readFileSync(log, "utf8").endsWith("\n");
}

test("a key that the provider does not take is found out before the first agent, and what it is stays unsaid", async () => {
  await using closing = new AsyncDisposableStack();
  const refusing = createServer((_request, response) => void response.writeHead(401).end("{}"));
  closing.defer(() => void refusing.close());
  await once(refusing.listen(0, "127.0.0.1"), "listening");
  const file = await write("refused");
  const { port } = refusing.address() as AddressInfo;
  const path = join(here.root, file);
  await writeFile(path, (await readFile(path, "utf8")).replace(server.url, `http://127.0.0.1:${port}`));
  const { code, stderr } = await here.scylla(["run", file, "--yes"], { env: env() });
  expect(code).toBe(2);
  expect(stderr).toContain("error KEY_REFUSED: anthropic does not take the key that the gateway has for it\n");
  expect(stderr).not.toContain(KEY);
  expect(await costsIn("refused")).toEqual([]);
});
