import type { Launch } from "@scylla/contracts";
import { TOKEN_VARIABLE } from "../../processes/token-scan.ts";
import type { EngineFacts } from "./engine.ts";
import type { GatewayWay } from "./gateway-way.ts";
import type { Image } from "./image.ts";

/** Containers are found again by it. */
export const TOKEN_LABEL = "scylla.token";

export interface ContainerPlan {
  readonly name: string;
  readonly launch: Launch;
  /** What of `launch.readable` is shown. */
  readonly shown: readonly string[];
  readonly facts: EngineFacts;
  readonly image: Image;
  /** A file that names the user. */
  readonly passwd: string;
  readonly way: GatewayWay;
  /** The client's own environment: what it has need not be written on its command line, where everybody reads it. */
  readonly client: Readonly<Record<string, string>>;
}

/** Ends a file that fills the disk (8 GiB, in blocks of 512 bytes), and core dumps. Lower limits stay. */
const ENTER = '{ ulimit -c 0; ulimit -f 16777216; } 2>/dev/null; exec "$@"';

const CONFINED = [
  // An init of its own: the first process of a container is not told of TERM unless it listens.
  ...["run", "--interactive", "--init", "--network", "none", "--hostname", "sandbox", "--read-only"],
  ...["--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--security-opt", "label=disable"],
  // What it prints is kept by whoever started it; a copy would fill the engine's disk.
  ...["--log-driver", "none", "--no-healthcheck", "--pull", "never"],
  ...["--tmpfs", "/tmp:rw,exec,nosuid,nodev,size=1g,mode=1777"],
] as const;

/** What of the operator's client settings would be handed on to containers. */
const PROXIES = ["HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "ALL_PROXY", "NO_PROXY"];

/** Everything after `docker` or `podman`. */
export function containerArguments(plan: ContainerPlan): readonly string[] {
  const { name, launch, shown, facts, image, passwd, way } = plan;
  return [
    ...[...CONFINED, ...facts.arguments, "--user", facts.user],
    ...["--name", name, "--label", `${TOKEN_LABEL}=${launch.token}`],
    ...environment(plan).flatMap((one) => ["--env", one]),
    ...mount(passwd, "/etc/passwd", true),
    ...shown.flatMap((path) => mount(path, path, true)),
    ...launch.writable.flatMap((path) => mount(path, path, false)),
    ...way.mounts.flatMap(([source, target]) => mount(source, target, true)),
    ...["--workdir", launch.cwd, "--entrypoint", "/bin/sh", image.id, "-c", ENTER, "sh"],
    ...program(plan),
  ];
}

/** The image's programs come first: they are what it was chosen for. */
function pathInside(image: Image, launch: Pick<Launch, "env">): string {
  return [...new Set([...image.path.split(":"), ...(launch.env["PATH"] ?? "").split(":")])].filter(Boolean).join(":");
}

function environment({ launch, image, client }: ContainerPlan): string[] {
  const env = { ...launch.env, PATH: pathInside(image, launch), [TOKEN_VARIABLE]: launch.token };
  const unset = [...PROXIES, ...PROXIES.map((name) => name.toLowerCase())].filter((name) => !(name in env));
  const given = Object.entries(env).map(([name, value]) => (client[name] === value ? name : `${name}=${value}`));
  return [...given, ...unset.map((name) => `${name}=`)];
}

/** The engines read each mount as a line of comma-separated values. */
function mount(source: string, target: string, isReadOnly: boolean): string[] {
  const fields = ["type=bind", `source=${source}`, `target=${target}`, ...(isReadOnly ? ["readonly"] : [])];
  return ["--mount", fields.map(quoted).join(",")];
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

function program({ launch: { command }, way }: ContainerPlan): readonly string[] {
  return [...way.inside, ...(typeof command === "string" ? ["sh", "-c", command] : command)];
}
