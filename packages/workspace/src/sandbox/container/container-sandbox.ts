import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { type ConfinedLaunch, type Launch, PORTS, type Sandbox } from "@scylla/contracts";
import { refuseLaunch } from "../refuse-launch.ts";
import { shownPaths } from "../shown-paths.ts";
import { SYSTEM_DIRS } from "../system-dirs.ts";
import { type Obstacle, unavailable } from "../unavailable.ts";
import { type Client, type ClientOptions, openClient } from "./client.ts";
import { clientEnvironment } from "./client-environment.ts";
import { containerArguments } from "./container-arguments.ts";
import { type ContainerEngine, DOCKER, PODMAN } from "./engine.ts";
import { type GatewayWay, NO_WAY, type RelayOptions, relayWay, socketWay } from "./gateway-way.ts";
import { type Image, inspectImage } from "./image.ts";
import { type ProgramsInside, refusePrograms } from "./programs.ts";
import { reapContainers, removeContainer } from "./remove-containers.ts";
import { imagePrograms, obstacleOf } from "./try-image.ts";
import { wrapped } from "./wrapper.ts";

export interface ContainerOptions extends ClientOptions {
  /** What containers are made of: a name, with or without a tag, or an id. It has to be there: nothing is pulled. */
  readonly image: string;
  /**
   * How containers reach the gateway: through its `socket`, or over the standard streams of the client, by `relay`. Default: the relay where the
   * engine runs in a virtual machine, into which no sockets lead.
   */
  readonly gatewayBy?: "socket" | "relay" | undefined;
}

/** What this machine's engine can do, and what of the image is known. */
interface Facts {
  readonly client: Client;
  readonly image: Image;
  readonly programs: ProgramsInside;
  readonly gatewayBy: "socket" | "relay";
}

/**
 * Confines processes in containers of Docker: a file system of their image, no network but the gateway, no capabilities.
 * @throws {ScyllaError} `SANDBOX_UNAVAILABLE` where that doesn't work.
 */
export function dockerSandbox(options: ContainerOptions): Promise<Sandbox> {
  return containerSandbox("docker", options);
}

/**
 * The same with Podman, which needs no daemon.
 * @throws {ScyllaError} `SANDBOX_UNAVAILABLE` where that doesn't work.
 */
export function podmanSandbox(options: ContainerOptions): Promise<Sandbox> {
  return containerSandbox("podman", options);
}

export type ContainerKind = ContainerEngine["kind"];

export async function containerSandbox(kind: ContainerKind, options: ContainerOptions): Promise<Sandbox> {
  const found = await openContainers(kind, options);
  if ("reason" in found) throw unavailable(kind, found);
  return found;
}

/** Finds the engine and the image, and tries them once. */
export async function openContainers(
  kind: ContainerKind,
  { image: name, gatewayBy, ...options }: ContainerOptions,
): Promise<Sandbox | Obstacle> {
  const client = await openClient(kind === "docker" ? DOCKER : PODMAN, options);
  if ("reason" in client) return client;
  const image = await inspectImage(client, name);
  if ("reason" in image) return image;
  const facts: Facts = {
    client,
    image,
    programs: imagePrograms(client, image),
    gatewayBy: gatewayBy ?? (client.facts.isVirtual ? "relay" : "socket"),
  };
  const sandbox: Sandbox = {
    port: PORTS.sandbox,
    kind,
    // Another image makes other cells, another version of the engine does not.
    isolation: `${kind} ${image.id}`,
    confinesNetwork: true,
    confine: (launch) => confine(facts, launch),
    reap: (tokens) => reapContainers(client, tokens),
  };
  return (await obstacleOf(client, sandbox)) ?? sandbox;
}

async function confine({ client, image, programs, gatewayBy }: Facts, launch: Launch): Promise<ConfinedLaunch> {
  const shown = await shownPaths({ ...launch, readable: readable(launch) }, SYSTEM_DIRS);
  const visible = ["/tmp", ...shown, ...launch.writable];
  await refuseLaunch(launch, visible);
  await refusePrograms(launch, visible, programs);
  const own = await mkdtemp(join(tmpdir(), "scylla-"));
  const passwd = join(own, "passwd");
  await writeFile(passwd, accounts(client.facts.user));
  const env = clientEnvironment(process.env, launch.env);
  const name = `scylla-${randomUUID()}`;
  const way = await wayFor(launch, gatewayBy, { file: client.file, name, own });
  const plan = { name, launch, shown, image, passwd, facts: client.facts, way, client: env };
  let removed: Promise<void> | undefined;
  return {
    command: [...way.outside, ...wrapped(name, [client.file, ...containerArguments(plan)])],
    cwd: "/",
    env,
    [Symbol.asyncDispose]: () => {
      removed ??= removeContainer(client, name).then(() => rm(own, { recursive: true, force: true }));
      return removed;
    },
  };
}

async function wayFor({ gateway }: Launch, by: "socket" | "relay", options: RelayOptions): Promise<GatewayWay> {
  if (!gateway) return NO_WAY;
  return by === "relay" ? relayWay(gateway, options) : socketWay(gateway);
}

/** Programs of another system than Linux are of no use in a container: there only what the command line names is shown. */
function readable({ readable, env }: Launch): readonly string[] {
  if (process.platform === "linux") return readable;
  const path = new Set((env["PATH"] ?? "").split(delimiter));
  return readable.filter((dir) => !path.has(dir));
}

function accounts(user: string): string {
  const root = "root:x:0:0:root:/:/bin/sh\n";
  return user.startsWith("0:") ? root : `${root}agent:x:${user}::/:/bin/sh\n`;
}
