// Runs a command with engines of containers for its tests: `node scripts/with-containers.mjs pnpm exec vitest run packages/workspace/test/sandbox/container`.
// Needs root on Linux. A dockerd and a storage of podman, both private, hold one image made of this machine's programs; all of it is gone afterwards.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const IMAGE = "scylla-test:1";
const READY_MS = 30_000;

/** Not `node`: that is this one. */
const PROGRAMS = [
  "sh",
  "env",
  "cat",
  "sleep",
  "printf",
  "ls",
  "rm",
  "ln",
  "seq",
  "setsid",
  "tr",
  "ps",
  "id",
  "mkdir",
  "git",
  "head",
  "dd",
];

const [program, ...args] = process.argv.slice(2);
if (program === undefined) throw new Error("name a command");

const place = mkdtempSync(join(tmpdir(), "containers-"));
const log = join(place, "log");
const env = { ...process.env, SCYLLA_TEST_IMAGE: IMAGE };
const closing = [];

/** @returns whether it ended with 0; what it says is kept for who asks why not. */
function quiet(file, list, options = {}) {
  const out = openSync(log, "a");
  return spawnSync(file, list, { stdio: ["ignore", out, out], timeout: 120_000, env, ...options }).status === 0;
}

function has(name) {
  return spawnSync("sh", ["-c", `command -v ${name}`]).status === 0;
}

/** A tar file with the programs and the libraries that they name. */
function archive() {
  const root = join(place, "root");
  for (const dir of ["bin", "etc", "tmp"]) mkdirSync(join(root, dir), { recursive: true });
  const node = realpathSync(process.execPath);
  const found = PROGRAMS.filter(has).map((name) => {
    const file = realpathSync(
      execFileSync("sh", ["-c", `command -v /usr/bin/${name} || command -v /bin/${name}`], { encoding: "utf8" }).trim(),
    );
    return [name, file];
  });
  for (const [name, file] of [...found, ["node", node]]) {
    cpSync(file, join(root, "bin", name));
    const libraries = spawnSync("ldd", [file], { encoding: "utf8" }).stdout.match(/\/[^ ]*/g) ?? [];
    for (const library of libraries) {
      const target = join(root, library);
      if (existsSync(target)) continue;
      mkdirSync(dirname(target), { recursive: true });
      cpSync(realpathSync(library), target);
    }
  }
  const tar = join(place, "image.tar");
  execFileSync("tar", ["-C", root, "-cf", tar, "."]);
  rmSync(root, { recursive: true });
  return tar;
}

/** @returns what it came to be; rejects when the daemon can't be started, or the image not be made. */
async function startDocker(tar) {
  const dir = join(place, "docker");
  mkdirSync(dir);
  const host = `unix://${join(dir, "sock")}`;
  const places = [
    "--host",
    host,
    "--data-root",
    join(dir, "data"),
    "--exec-root",
    join(dir, "exec"),
    "--pidfile",
    join(dir, "pid"),
  ];
  const out = openSync(log, "a");
  const daemon = spawn("dockerd", [...places, "--bridge=none", "--iptables=false", "--ip6tables=false"], {
    detached: true,
    stdio: ["ignore", out, out],
  });
  const ended = new Promise((resolve) => daemon.once("close", resolve));
  daemon.once("error", () => {});
  closing.push(async () => {
    daemon.kill("SIGTERM");
    await Promise.race([ended, delay(15_000, undefined, { ref: false })]);
    daemon.kill("SIGKILL");
  });
  env.DOCKER_HOST = host;
  for (const until = Date.now() + READY_MS; !quiet("docker", ["info"]); await delay(200)) {
    if (daemon.exitCode !== null || Date.now() > until) return false;
  }
  return quiet("docker", ["import", "--change", "ENV PATH=/bin", tar, IMAGE]);
}

/** Its own limits and runtime are for machines on which the usual ones are not allowed. */
function startPodman(tar) {
  const dir = join(place, "podman");
  mkdirSync(dir);
  const runtime = has("runc") ? 'runtime = "runc"' : "";
  const conf = `[containers]\ndefault_ulimits = ["nofile=20000:20000", "nproc=4096:4096"]\n[engine]\n${runtime}\ncgroup_manager = "cgroupfs"\nevents_logger = "none"\n`;
  const storage = `[storage]\ndriver = "overlay"\ngraphroot = "${join(dir, "data")}"\nrunroot = "${join(dir, "run")}"\n`;
  for (const [name, text] of [
    ["containers.conf", conf],
    ["storage.conf", storage],
  ])
    writeFileSync(join(dir, name), text);
  env.CONTAINERS_CONF = join(dir, "containers.conf");
  env.CONTAINERS_STORAGE_CONF = join(dir, "storage.conf");
  closing.push(async () => {
    quiet("podman", ["rm", "--all", "--force", "--time", "0"]);
    quiet("podman", ["rmi", "--all", "--force"]);
    quiet("umount", [join(dir, "data", "overlay")]);
  });
  return quiet("podman", ["import", "--change", "ENV PATH=/bin", tar, IMAGE]);
}

let code = 1;
try {
  const tar = archive();
  const works = [];
  for (const [kind, needs, start] of [
    ["docker", "dockerd", startDocker],
    ["podman", "podman", startPodman],
  ]) {
    if (has(needs) && (await start(tar))) works.push(kind);
    else
      console.error(
        `${kind} can't be used here, and its tests are left out:\n${existsSync(log) ? readFileSync(log, "utf8").split("\n").slice(-4).join("\n") : `${needs} is not installed`}`,
      );
  }
  rmSync(tar);
  const child = spawn(program, args, { stdio: "inherit", env: { ...env, SCYLLA_TEST_CONTAINERS: works.join(",") } });
  // Whoever stops this one wants the engines to be stopped too.
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  code = await new Promise((resolve) =>
    child.once("close", (status) => resolve(status ?? 1)).once("error", () => resolve(127)),
  );
} finally {
  for (const close of closing.reverse()) await close();
  rmSync(place, { recursive: true, force: true });
}
process.exit(code);
