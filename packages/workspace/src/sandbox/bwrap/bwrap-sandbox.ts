import { type ConfinedLaunch, type Launch, PORTS, type Sandbox } from "@scylla/contracts";
import { findProgram } from "../find-program.ts";
import { FORWARDER } from "../forwarder.ts";
import { inheritedDescriptors } from "../inherited-descriptors.ts";
import { refuseLaunch, refuseProgram } from "../refuse-launch.ts";
import { shownPaths } from "../shown-paths.ts";
import { SYSTEM_DIRS } from "../system-dirs.ts";
import { trial } from "../trial.ts";
import { type Obstacle, unavailable } from "../unavailable.ts";
import { bwrapArguments } from "./bwrap-arguments.ts";
import { shellThatCloses } from "./closing-shell.ts";
import { systemView } from "./system-view.ts";
import { whyNot } from "./why-not.ts";
import { wrapped } from "./wrapper.ts";

export interface BwrapOptions {
  /** Where `bwrap` is looked up. Default: the PATH of this process. */
  readonly path?: string | undefined;
}

/** What /tmp of one sandbox may take of the memory. */
const TMP_BYTES = 1024 ** 3;

/** Undoes that signals are ignored; not every system's `env` can. */
const RESET_SIGNALS = ["env", "--default-signal"];

/** What this machine's bwrap can do, and what of the machine is shown. */
interface Facts {
  readonly bwrap: string;
  readonly system: readonly string[];
  readonly resetSignals: readonly string[];
  readonly shell: readonly string[];
  readonly close: readonly number[];
}

/**
 * Confines processes with bubblewrap: users, processes, network, host name and file system of their own. They see this machine's programs and
 * what the launch names, and reach nothing but the gateway.
 * @throws {ScyllaError} `SANDBOX_UNAVAILABLE` where that doesn't work.
 */
export async function bwrapSandbox(options: BwrapOptions = {}): Promise<Sandbox> {
  const found = await openBwrap(options);
  if ("reason" in found) throw unavailable("bwrap", found);
  return found;
}

/** Finds bwrap and tries it once. */
export async function openBwrap({ path = process.env["PATH"] }: BwrapOptions): Promise<Sandbox | Obstacle> {
  if (process.platform !== "linux") return { reason: "it needs Linux", advice: null };
  const bwrap = findProgram("bwrap", path);
  if (bwrap === null) return NOT_INSTALLED;
  const close = inheritedDescriptors();
  const shell = shellThatCloses(close, process.env["PATH"]);
  if ("reason" in shell) return shell;
  const facts = { ...(await lookAt(bwrap)), close, shell };
  const sandbox: Sandbox = {
    port: PORTS.sandbox,
    kind: "bwrap",
    // Without a version: a newer bwrap makes no other cells.
    isolation: "bwrap",
    confinesNetwork: true,
    confine: (launch) => confine(facts, launch),
    // The process runner sees the processes inside, and finds them by their token.
    reap: async () => 0,
  };
  return (await obstacleOf(sandbox)) ?? sandbox;
}

const NOT_INSTALLED: Obstacle = {
  reason: "bubblewrap is not installed",
  advice: "Install it: `apt install bubblewrap`, `dnf install bubblewrap`, `apk add bubblewrap coreutils`, ...",
  isMissing: true,
};

async function lookAt(bwrap: string): Promise<Pick<Facts, "bwrap" | "system" | "resetSignals">> {
  const [options, reset] = await Promise.all([trial([bwrap, "--help"]), trial([...RESET_SIGNALS, "true"])]);
  return {
    bwrap,
    // Before 0.7.0 the kernel's limit stands: half of the memory.
    system: systemView(/^ +--size /m.test(options.stdout) ? TMP_BYTES : null, process.getuid?.() === 0),
    resetSignals: reset.code === 0 ? RESET_SIGNALS : [],
  };
}

/** Whether namespaces are allowed is known only when they are made. */
async function obstacleOf(sandbox: Sandbox): Promise<Obstacle | null> {
  const env = { PATH: "/usr/bin:/bin" };
  const nothing = { writable: [], readable: [], network: [], token: "" };
  const { command } = await sandbox.confine({ command: ["true"], cwd: "/usr", env, ...nothing }, AbortSignal.abort());
  const { code, stderr } = await trial(typeof command === "string" ? ["sh", "-c", command] : command, env);
  return code === 0 ? null : whyNot(stderr);
}

async function confine({ bwrap, system, resetSignals, shell, close }: Facts, launch: Launch): Promise<ConfinedLaunch> {
  const shown = await shownPaths(launch, SYSTEM_DIRS);
  const visible = [...SYSTEM_DIRS, ...shown, ...launch.writable];
  await refuseLaunch(launch, visible);
  refuseProgram(launch, visible);
  const plan = { launch, shown, system, resetSignals, node: process.execPath, forwarder: FORWARDER };
  const { cwd, env, gateway } = launch;
  const graceful = resetSignals.length > 0 || gateway !== undefined;
  const home = env["HOME"] ?? "/";
  const command = wrapped({ shell, close, command: [bwrap, ...bwrapArguments(plan)], home, graceful });
  return { command, cwd, env, [Symbol.asyncDispose]: async () => {} };
}
