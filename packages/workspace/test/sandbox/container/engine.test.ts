import { expect, test } from "vitest";
import { DOCKER, PODMAN } from "../../../src/sandbox/container/engine.ts";

const caller = { uid: 1001, gid: 1002, platform: "linux" } as const;
const docker = { memory: true, swap: true, pids: true, security: ["name=seccomp,profile=default"], system: "Debian" };
const podman = { rootless: false, controllers: [], remote: false };

test("files belong to whoever started Scylla, also where an engine maps users", () => {
  expect(DOCKER.facts(docker, caller).user).toBe("1001:1002");
  expect(DOCKER.facts({ ...docker, security: ["name=rootless"] }, caller).user).toBe("0:0");
  expect(DOCKER.facts({ ...docker, security: ["name=userns"] }, caller).arguments.join(" ")).toContain("--userns host");
  expect(PODMAN.facts(podman, caller).arguments).not.toContain("--userns");
  expect(PODMAN.facts({ ...podman, rootless: true }, caller)).toMatchObject({
    user: "1001:1002",
    arguments: expect.arrayContaining(["--userns", "keep-id"]),
  });
});

test("only limits that the machine can keep are asked for: others are complained of, or refused", () => {
  expect(DOCKER.facts(docker, caller).arguments.join(" ")).toBe("--pids-limit 4096 --memory 8g --memory-swap 8g");
  expect(DOCKER.facts({ ...docker, swap: false }, caller).arguments.join(" ")).toContain("--memory-swap -1");
  expect(
    DOCKER.facts({ ...docker, memory: false, swap: false, pids: false, security: null }, caller).arguments,
  ).toEqual([]);
  const limited = PODMAN.facts({ ...podman, controllers: ["memory", "pids"] }, caller).arguments.join(" ");
  expect(limited).toContain("--pids-limit 4096 --memory 8g");
  expect(PODMAN.facts({ ...podman, rootless: true, controllers: null }, caller).arguments).not.toContain("--memory");
});

test("what runs in a virtual machine is known: no socket leads into it", () => {
  const mac = { ...caller, platform: "darwin" } as const;
  expect([DOCKER.facts(docker, caller), PODMAN.facts(podman, caller)].map(({ isVirtual }) => isVirtual)).toEqual([
    false,
    false,
  ]);
  expect(DOCKER.facts({ ...docker, system: "Docker Desktop" }, caller).isVirtual).toBe(true);
  expect(PODMAN.facts({ ...podman, remote: true }, caller).isVirtual).toBe(true);
  expect(DOCKER.facts(docker, mac).isVirtual).toBe(true);
  expect(PODMAN.facts(podman, mac).isVirtual).toBe(true);
});
