import { expect, test } from "vitest";
import { DOCKER, PODMAN } from "../../../src/sandbox/container/engine.ts";

const caller = { uid: 1001, gid: 1002 };
const docker = { memory: true, swap: true, pids: true, security: ["name=seccomp,profile=default"] };

test("files belong to whoever started Scylla, also where an engine maps users", () => {
  expect(DOCKER.facts(docker, caller).user).toBe("1001:1002");
  expect(DOCKER.facts({ ...docker, security: ["name=rootless"] }, caller).user).toBe("0:0");
  expect(DOCKER.facts({ ...docker, security: ["name=userns"] }, caller).arguments.join(" ")).toContain("--userns host");
  expect(PODMAN.facts({ rootless: false, controllers: [] }, caller).arguments).not.toContain("--userns");
  expect(PODMAN.facts({ rootless: true, controllers: [] }, caller)).toMatchObject({
    user: "1001:1002",
    arguments: expect.arrayContaining(["--userns", "keep-id"]),
  });
});

test("only limits that the machine can keep are asked for: others are complained of, or refused", () => {
  expect(DOCKER.facts(docker, caller).arguments.join(" ")).toBe("--pids-limit 4096 --memory 8g --memory-swap 8g");
  expect(DOCKER.facts({ ...docker, swap: false }, caller).arguments.join(" ")).toContain("--memory-swap -1");
  expect(DOCKER.facts({ memory: false, swap: false, pids: false, security: null }, caller).arguments).toEqual([]);
  const limited = PODMAN.facts({ rootless: false, controllers: ["memory", "pids"] }, caller).arguments.join(" ");
  expect(limited).toContain("--pids-limit 4096 --memory 8g");
  expect(PODMAN.facts({ rootless: true, controllers: null }, caller).arguments).not.toContain("--memory");
});
