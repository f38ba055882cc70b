import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Engine, has, IMAGE, type Place, quiet } from "./engine.ts";

/** A storage of its own; limits and runtime are for machines on which the usual ones are not allowed. @returns null when the image can't be made. */
export async function startPodman({ dir, log }: Place, tar: string): Promise<Engine | null> {
  mkdirSync(dir);
  const env = {
    CONTAINERS_CONF: join(dir, "containers.conf"),
    CONTAINERS_STORAGE_CONF: join(dir, "storage.conf"),
  };
  const all = { ...process.env, ...env };
  const engine = [
    ...(has("runc") ? ['runtime = "runc"'] : []),
    'cgroup_manager = "cgroupfs"',
    'events_logger = "none"',
  ];
  const limits = 'default_ulimits = ["nofile=20000:20000", "nproc=4096:4096"]';
  const places = [`graphroot = "${join(dir, "data")}"`, `runroot = "${join(dir, "run")}"`];
  writeFileSync(env.CONTAINERS_CONF, ["[containers]", limits, "[engine]", ...engine, ""].join("\n"));
  writeFileSync(env.CONTAINERS_STORAGE_CONF, ["[storage]", 'driver = "overlay"', ...places, ""].join("\n"));
  const stop = async (): Promise<void> => {
    quiet(log, all, "podman", ["rm", "--all", "--force", "--time", "0"]);
    quiet(log, all, "podman", ["rmi", "--all", "--force"]);
    quiet(log, all, "umount", [join(dir, "data", "overlay")]);
  };
  if (quiet(log, all, "podman", ["import", "--change", "ENV PATH=/bin", tar, IMAGE])) return { env, stop };
  await stop();
  return null;
}
