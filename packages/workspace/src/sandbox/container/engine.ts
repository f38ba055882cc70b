import { z } from "zod";

/** What an engine can do here, and who its containers' users are outside. */
export interface EngineFacts {
  /** `UID:GID` inside of whoever started Scylla, so that the files of a workspace stay his. */
  readonly user: string;
  /** Arguments of `run` that only this machine needs, or that it can keep. */
  readonly arguments: readonly string[];
  /** Whether it runs in a virtual machine, into which no sockets of this one lead. */
  readonly isVirtual: boolean;
}

/** All in which the programs differ. */
export interface ContainerEngine {
  readonly kind: "docker" | "podman";
  /** What prints `facts` as JSON. */
  readonly info: readonly string[];
  facts(json: unknown, caller: Caller): EngineFacts;
  /** Removes containers at once, whatever they are doing. */
  readonly remove: readonly string[];
  readonly install: string;
}

interface Caller {
  readonly uid: number;
  readonly gid: number;
  readonly platform: string;
}

/** Ends a fork bomb, and what takes all memory. */
const PIDS = ["--pids-limit", "4096"];
const MEMORY = "8g";

const dockerInfo = z.object({
  memory: z.boolean(),
  swap: z.boolean(),
  pids: z.boolean(),
  security: z.array(z.string()).nullable(),
  system: z.string(),
});

export const DOCKER: ContainerEngine = {
  kind: "docker",
  info: [
    ...["info", "--format"],
    '{"memory":{{.MemoryLimit}},"swap":{{.SwapLimit}},"pids":{{.PidsLimit}},"security":{{json .SecurityOptions}},"system":{{json .OperatingSystem}}}',
  ],
  facts: (json, { uid, gid, platform }) => {
    const { memory, swap, pids, security, system } = dockerInfo.parse(json);
    const has = (option: string): boolean => (security ?? []).some((one) => one.split(",").includes(`name=${option}`));
    return {
      // A daemon without root maps its own user to root.
      user: has("rootless") ? "0:0" : `${uid}:${gid}`,
      isVirtual: platform !== "linux" || system === "Docker Desktop",
      arguments: [
        ...(has("userns") ? ["--userns", "host"] : []),
        ...(pids ? PIDS : []),
        // A limit of swap that can't be kept is complained of on the program's standard error.
        ...(memory ? ["--memory", MEMORY, "--memory-swap", swap ? MEMORY : "-1"] : []),
      ],
    };
  },
  remove: ["rm", "--force", "--volumes"],
  install: "Install Docker Engine or Docker Desktop.",
};

const podmanInfo = z.object({
  rootless: z.boolean(),
  controllers: z.array(z.string()).nullable(),
  remote: z.boolean(),
});

export const PODMAN: ContainerEngine = {
  kind: "podman",
  info: [
    ...["info", "--format"],
    '{"rootless":{{.Host.Security.Rootless}},"controllers":{{json .Host.CgroupControllers}},"remote":{{.Host.ServiceIsRemote}}}',
  ],
  facts: (json, { uid, gid, platform }) => {
    const { rootless, controllers, remote } = podmanInfo.parse(json);
    const has = (name: string): boolean => (controllers ?? []).includes(name);
    return {
      user: `${uid}:${gid}`,
      isVirtual: platform !== "linux" || remote,
      arguments: [
        // The operator's proxies, with their passwords, are not for containers.
        "--http-proxy=false",
        ...(rootless ? ["--userns", "keep-id"] : []),
        ...(has("pids") ? PIDS : []),
        ...(has("memory") ? ["--memory", MEMORY] : []),
      ],
    };
  },
  remove: ["rm", "--force", "--volumes", "--time", "0"],
  install: "Install it: `apt install podman catatonit`, `dnf install podman`, ...",
};
