import type { Launch } from "@scylla/contracts";
import { OWN, shownForwarder } from "../forwarder.ts";
import { ENTER, USER, WRAPPED_ARGUMENTS } from "./wrapper.ts";

export interface BwrapPlan {
  readonly launch: Launch;
  /** What of `launch.readable` is shown. */
  readonly shown: readonly string[];
  readonly system: readonly string[];
  /** Put before the program: undoes that signals are ignored. */
  readonly resetSignals: readonly string[];
  /** The node that runs the forwarder, and the forwarder. */
  readonly node: string;
  readonly forwarder: string;
}

/** Everything after `bwrap`. Later arguments lie over earlier ones: what may be written to lies over what may only be read. */
export function bwrapArguments(plan: BwrapPlan): readonly string[] {
  const { launch, shown, system } = plan;
  return [
    ...["--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"],
    ...["--die-with-parent", "--uid", USER.id, "--gid", USER.id, "--hostname", "sandbox"],
    ...system,
    ...WRAPPED_ARGUMENTS,
    ...shown.flatMap((path) => ["--ro-bind", path, path]),
    ...launch.writable.flatMap((path) => ["--bind", path, path]),
    ...gatewayFiles(plan),
    ...["--remount-ro", "/", "--chdir", launch.cwd, "--"],
    ...ENTER,
    ...program(plan),
  ];
}

function gatewayFiles({ launch, node, forwarder }: BwrapPlan): readonly string[] {
  if (!launch.gateway) return [];
  return [
    ...["--ro-bind", node, `${OWN}/node`, "--ro-bind", forwarder, shownForwarder(forwarder)],
    ...["--ro-bind", launch.gateway.socket, `${OWN}/gateway.sock`],
  ];
}

function program({ launch, resetSignals, forwarder }: BwrapPlan): readonly string[] {
  const line = typeof launch.command === "string" ? ["sh", "-c", launch.command] : launch.command;
  if (!launch.gateway) return [...resetSignals, ...line];
  // Node undoes by itself that signals are ignored.
  return [
    `${OWN}/node`,
    shownForwarder(forwarder),
    String(launch.gateway.port),
    `${OWN}/gateway.sock`,
    "group",
    ...line,
  ];
}
