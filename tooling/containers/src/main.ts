// Runs a command with engines of containers for its tests: `node tooling/containers/src/main.ts pnpm exec vitest run packages/workspace/test/sandbox/container`.
// Needs root on Linux. A dockerd and a storage of podman, both private, hold one image made of this machine's programs; all of it is gone afterwards.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startDocker } from "./docker.ts";
import { type Engine, has, IMAGE } from "./engine.ts";
import { imageArchive } from "./image.ts";
import { startPodman } from "./podman.ts";

const KINDS = [
  { kind: "docker", needs: "dockerd", start: startDocker },
  { kind: "podman", needs: "podman", start: startPodman },
];

async function main([program, ...args]: readonly string[]): Promise<number> {
  if (program === undefined) throw new Error("name a command");
  const place = mkdtempSync(join(tmpdir(), "containers-"));
  const log = join(place, "log");
  const engines = new Map<string, Engine>();
  try {
    const tar = imageArchive(place);
    for (const { kind, needs, start } of KINDS) {
      const engine = has(needs) ? await start({ dir: join(place, kind), log }, tar) : null;
      if (engine) engines.set(kind, engine);
      else console.error(`${kind} can't be used here, and its tests are left out:\n${why(needs, log)}`);
    }
    rmSync(tar);
    const env = {
      ...process.env,
      ...Object.assign({}, ...[...engines.values()].map((engine) => engine.env)),
      SCYLLA_TEST_IMAGE: IMAGE,
      SCYLLA_TEST_CONTAINERS: [...engines.keys()].join(","),
    };
    const child = spawn(program, args, { stdio: "inherit", env });
    // Whoever stops this one wants the engines to be stopped too.
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
    return await new Promise((resolve) =>
      child.once("close", (status) => resolve(status ?? 1)).once("error", () => resolve(127)),
    );
  } finally {
    for (const engine of [...engines.values()].reverse()) await engine.stop();
    rmSync(place, { recursive: true, force: true });
  }
}

function why(program: string, log: string): string {
  if (!has(program) || !existsSync(log)) return `${program} is not installed`;
  return readFileSync(log, "utf8").split("\n").slice(-4).join("\n");
}

process.exit(await main(process.argv.slice(2)));
