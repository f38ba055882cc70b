import { spawn } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, realpath, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { readExperiment } from "@scylla/compose";
import { removePlace } from "@scylla-tooling/fake-agents";
import { startLlmServer } from "@scylla-tooling/llm-server";
import { writeExperiment } from "../experiment-files.ts";
import { leftBehind } from "./left-behind.ts";

const USAGE = `pnpm test:soak [--minutes N] [--agents N]
Runs N agents at once (32) for N minutes (10), each shaped like a coding agent, in sandboxes behind the gateway; then stops as Ctrl-C does,
and looks for processes, mounts, sockets, temporary files and workspaces that are left.`;

const CLI = fileURLToPath(new URL("../../../../packages/cli/src/bin.ts", import.meta.url));

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "10" },
      agents: { type: "string", default: "32" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const root = await realpath(await mkdtemp(join(tmpdir(), "scylla-soak-")));
  const place = { work: join(root, "work"), tmp: join(root, "tmp") };
  for (const directory of Object.values(place)) await mkdir(directory, { mode: 0o700 });
  await using server = await startLlmServer([
    { turns: [{ kind: "answer", text: "yes", usage: { inputTokens: 1000, outputTokens: 100 }, afterMs: 200 }] },
  ]);
  const file = await shapedExperiment(join(root, "experiment"), server.url);
  const env = {
    PATH: process.env["PATH"],
    HOME: root,
    TMPDIR: place.tmp,
    SCYLLA_WORK_DIR: place.work,
    OUR_KEY: "planted",
  };
  const command = ["--conditions=@scylla/source", CLI, "run", file, "--yes", "--concurrency", values.agents];
  const begun = performance.now();
  const child = spawn(process.execPath, command, { env, stdio: ["ignore", "ignore", "inherit"] });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const stop = setTimeout(() => child.kill("SIGINT"), Number(values.minutes) * 60_000);
  let peak = 0;
  const watch = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, "utf8").catch(() => "");
    peak = Math.max(peak, Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0));
  }, 1000);
  const code = await ended;
  clearTimeout(stop);
  clearInterval(watch);
  const { results, extras } = await readExperiment({ dir: join(root, "experiment", ".scylla", "real") });
  const { valid } = results.counts;
  const left = await leftBehind(place);
  const counts = Object.entries(left).map(([what, all]) => `${all.length} ${what}`);
  console.log(
    `${valid} runs in ${((performance.now() - begun) / 1000).toFixed(0)} s, ${values.agents} at once, isolated by ${extras.isolation.join(", ")}; ` +
      `${server.requests.length} model calls; peak memory of the runner ${(peak / 1024).toFixed(0)} MB; exit ${code}`,
  );
  console.log(`left behind: ${counts.join(", ")}`);
  const isClean = Object.values(left).every((all) => all.length === 0);
  if (isClean) await removePlace(root);
  else console.log(JSON.stringify(left, null, 2));
  return isClean && valid > 0 && (code === 130 || code === 0) ? 0 : 1;
}

/** As many runs as no soak comes to an end of. */
async function shapedExperiment(root: string, url: string): Promise<string> {
  const provider = { id: "anthropic", url, keyVariable: "OUR_KEY" };
  const file = await writeExperiment(root, {
    kind: "claude-code",
    model: "claude-sonnet-4-5",
    provider,
    repeats: 5000,
    budget: "none",
  });
  await mkdir(join(root, "agents"));
  await copyFile(new URL("shaped-agent.mjs", import.meta.url), join(root, "agents", "shaped-agent.mjs"));
  const text = await readFile(file, "utf8");
  const shaped =
    "  - { id: shaped, kind: command, command: [node, agents/shaped-agent.mjs], model: claude-sonnet-4-5, provider: anthropic }";
  await writeFile(file, text.replace(/^ {2}- \{ id: .*$/m, shaped));
  return file;
}

process.exitCode = await main();
