import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Launch } from "@scylla/contracts";
import { FORWARDER, OWN, shownForwarder } from "../forwarder.ts";

/** How what runs in a container reaches the gateway. */
export interface GatewayWay {
  /** Files of this machine and what they are called inside, to be read only. */
  readonly mounts: readonly (readonly [source: string, target: string])[];
  /** Words before the program, inside. */
  readonly inside: readonly string[];
  /** Words before the client, outside. */
  readonly outside: readonly string[];
}

export const NO_WAY: GatewayWay = { mounts: [], inside: [], outside: [] };

type Gateway = NonNullable<Launch["gateway"]>;

/** The gateway's socket itself is shown: for engines that run on this machine. */
export function socketWay({ socket, port }: Gateway): GatewayWay {
  const [forwarder, shown] = [shownForwarder(FORWARDER), `${OWN}/gateway.sock`];
  return {
    mounts: [
      [FORWARDER, forwarder],
      [socket, shown],
    ],
    inside: ["node", forwarder, String(port), shown, "program"],
    outside: [],
  };
}

const RELAY = fileURLToPath(new URL("./relay/", import.meta.url));
const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";

/** Waits until somebody listens at a port, given as the kernel writes it: the second field is the address, the fourth the state. */
const WAIT = `port=$1
shift
listens() {
  while read -r _ address _ state _; do
    case $address/$state in *":$port/0A") return 0 ;; esac
  done
  return 1
}
until { listens </proc/net/tcp6 || listens </proc/net/tcp; } 2>/dev/null; do
  sleep 0.02 2>/dev/null || sleep 1
done
exec "$@"`;

export interface RelayOptions {
  /** The client's file. */
  readonly file: string;
  /** Of the container. */
  readonly name: string;
  /** A directory of this launch's, which the engine can show. */
  readonly own: string;
}

/** Connections pass over the standard streams of a second program in the container: for engines in a virtual machine, into which no socket leads. */
export async function relayWay({ socket, port }: Gateway, { file, name, own }: RelayOptions): Promise<GatewayWay> {
  // A copy, for not every place in which programs are installed is shared with the virtual machine.
  const copy = join(own, "relay");
  await cp(RELAY, copy, { recursive: true });
  await writeFile(join(copy, "package.json"), '{ "type": "module" }\n');
  const forwarder = ["node", `${OWN}/relay/forwarder.${extension}`, String(port)];
  const exec = [file, "exec", "--interactive", name, ...forwarder];
  return {
    mounts: [[copy, `${OWN}/relay`]],
    inside: ["/bin/sh", "-c", WAIT, "sh", port.toString(16).toUpperCase().padStart(4, "0")],
    outside: [
      ...[process.execPath, "--no-warnings", join(RELAY, `relay.${extension}`)],
      ...[socket, String(exec.length), ...exec],
    ],
  };
}
