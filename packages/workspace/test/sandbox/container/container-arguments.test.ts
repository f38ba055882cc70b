import type { Launch } from "@scylla/contracts";
import { expect, test } from "vitest";
import { type ContainerPlan, containerArguments } from "../../../src/sandbox/container/container-arguments.ts";
import { NO_WAY } from "../../../src/sandbox/container/gateway-way.ts";

const LAUNCH: Launch = {
  command: ["tool", "a b"],
  cwd: "/w/root",
  env: { PATH: "/opt/bin:/usr/bin", HOME: "/w/home" },
  writable: ["/w/root", "/w/home"],
  readable: [],
  network: [],
  token: "t-1",
};

const PLAN: ContainerPlan = {
  name: "scylla-1",
  launch: LAUNCH,
  shown: ["/opt/bin"],
  facts: { user: "1001:1002", arguments: ["--memory", "8g"], isVirtual: false },
  image: { id: "sha256:abc", path: "/usr/local/bin:/usr/bin" },
  passwd: "/tmp/x/passwd",
  way: NO_WAY,
  client: {},
};

/** What follows an option, each time that it is given. */
function values(args: readonly string[], option: string): readonly string[] {
  return args.flatMap((arg, index) => (arg === option ? [args[index + 1] ?? ""] : []));
}

function argumentsFor(launch: Partial<Launch>, plan: Partial<ContainerPlan> = {}): readonly string[] {
  return containerArguments({ ...PLAN, ...plan, launch: { ...LAUNCH, ...launch } });
}

test("a container has no network, no capability, nothing to write to but what is named, and the caller's number", () => {
  const args = containerArguments(PLAN);
  expect(args[0]).toBe("run");
  expect(args).toContain("--read-only");
  for (const [option, expected] of Object.entries({
    "--network": ["none"],
    "--cap-drop": ["ALL"],
    "--user": ["1001:1002"],
    "--pull": ["never"],
    "--label": ["scylla.token=t-1"],
    "--workdir": ["/w/root"],
    "--memory": ["8g"],
  })) {
    expect(values(args, option), option).toEqual(expected);
  }
  expect(values(args, "--security-opt")).toContain("no-new-privileges");
  expect(values(args, "--mount")).toEqual([
    "type=bind,source=/tmp/x/passwd,target=/etc/passwd,readonly",
    "type=bind,source=/opt/bin,target=/opt/bin,readonly",
    "type=bind,source=/w/root,target=/w/root",
    "type=bind,source=/w/home,target=/w/home",
  ]);
});

test("the program is started by the image's shell, whatever the image would start, and its words stay whole", () => {
  const args = containerArguments(PLAN);
  expect(values(args, "--entrypoint")).toEqual(["/bin/sh"]);
  expect(args.slice(args.indexOf("sha256:abc") + 1)).toEqual(["-c", expect.any(String), "sh", "tool", "a b"]);
  expect(argumentsFor({ command: "a | b" }).slice(-3)).toEqual(["sh", "-c", "a | b"]);
});

test("the image's programs come before the launch's", () => {
  expect(values(containerArguments(PLAN), "--env")).toContain("PATH=/usr/local/bin:/usr/bin:/opt/bin");
});

test("what was let through by name is not written where everybody reads it; the operator's proxies are kept out", () => {
  const env = { PATH: "/bin", SECRET: "s3cret", HTTP_PROXY: "http://127.0.0.1:8080" };
  const client = { SECRET: "s3cret", HTTP_PROXY: "http://user:password@proxy" };
  const given = values(argumentsFor({ env }, { client }), "--env");
  expect(given).toContain("SECRET");
  expect(given.join("\n")).not.toMatch(/s3cret|password/);
  expect(given).toEqual(expect.arrayContaining(["HTTP_PROXY=http://127.0.0.1:8080", "https_proxy=", "ALL_PROXY="]));
});

test("a path can't add fields to its mount", () => {
  const mounts = values(argumentsFor({ writable: ['/w/a,readonly"'] }), "--mount");
  expect(mounts.at(-1)).toBe('type=bind,"source=/w/a,readonly""","target=/w/a,readonly"""');
});

test("what leads to the gateway is shown, and starts before the program", () => {
  const way = {
    mounts: [["/dist/forwarder", "/run/scylla/forwarder"]],
    inside: ["node", "forwarder"],
    outside: [],
  } as const;
  const args = argumentsFor({}, { way });
  expect(values(args, "--mount").at(-1)).toBe("type=bind,source=/dist/forwarder,target=/run/scylla/forwarder,readonly");
  expect(args.slice(-4)).toEqual(["node", "forwarder", "tool", "a b"]);
});
