import { spawn } from "node:child_process";
import { mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type Engine, IMAGE, type Place, quiet } from "./engine.ts";

const READY_MS = 30_000;
const STOP_MS = 15_000;

/** A daemon of its own, without a network. @returns null when it can't be started, or the image not be made. */
export async function startDocker({ dir, log }: Place, tar: string): Promise<Engine | null> {
  mkdirSync(dir);
  const env = { DOCKER_HOST: `unix://${join(dir, "sock")}` };
  const all = { ...process.env, ...env };
  const places = ["--data-root", join(dir, "data"), "--exec-root", join(dir, "exec"), "--pidfile", join(dir, "pid")];
  const network = ["--bridge=none", "--iptables=false", "--ip6tables=false"];
  const out = openSync(log, "a");
  const daemon = spawn("dockerd", ["--host", env.DOCKER_HOST, ...places, ...network], {
    detached: true,
    stdio: ["ignore", out, out],
  });
  const ended = new Promise((resolve) => daemon.once("close", resolve));
  daemon.once("error", () => {});
  const stop = async (): Promise<void> => {
    daemon.kill("SIGTERM");
    await Promise.race([ended, delay(STOP_MS, undefined, { ref: false })]);
    daemon.kill("SIGKILL");
  };
  for (const until = Date.now() + READY_MS; !quiet(log, all, "docker", ["info"]); await delay(200)) {
    if (daemon.exitCode === null && Date.now() < until) continue;
    await stop();
    return null;
  }
  if (quiet(log, all, "docker", ["import", "--change", "ENV PATH=/bin", tar, IMAGE])) return { env, stop };
  await stop();
  return null;
}
