import { chmodSync, chownSync, mkdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { defaultWorkRoot } from "../src/index.ts";
import { prepareWorkRoot } from "../src/work-root.ts";
import { place } from "./fixtures/places.ts";

describe("where it is", () => {
  test("where the environment says, as an absolute path", () => {
    expect(defaultWorkRoot({ SCYLLA_WORK_DIR: "/data/scylla" })).toBe("/data/scylla");
    expect(defaultWorkRoot({ SCYLLA_WORK_DIR: "here" })).toBe(join(process.cwd(), "here"));
  });

  test("else a directory of this user's, the same each time", () => {
    expect(defaultWorkRoot({})).toBe(defaultWorkRoot({ SCYLLA_WORK_DIR: "" }));
    expect(defaultWorkRoot({})).toMatch(/\/scylla-\d+$/);
  });
});

describe("making it", () => {
  test("it is private, and named without links", () => {
    const directory = place();
    mkdirSync(join(directory, "real"));
    symlinkSync("real", join(directory, "link"));
    const root = prepareWorkRoot(join(directory, "link", "deep", "work"));
    expect(root).toBe(join(directory, "real", "deep", "work"));
    expect(statSync(root).mode & 0o777).toBe(0o700);
    expect(prepareWorkRoot(root)).toBe(root);
  });

  const refusal = (root: string): unknown => {
    try {
      return prepareWorkRoot(root);
    } catch (error) {
      return error;
    }
  };

  test.each([".git", "CLAUDE.md", "AGENTS.md", "GEMINI.md", ".claude", ".mcp.json", ".cursorrules", "opencode.json"])(
    "%s in a directory above is refused: agents would find it",
    (name) => {
      const directory = place();
      writeFileSync(join(directory, name), "");
      expect(refusal(join(directory, "a", "work"))).toMatchObject({
        code: "WORK_ROOT_UNSAFE",
        message: expect.stringContaining(`agents in it would find ${join(directory, name)}`),
        hint: expect.stringContaining("SCYLLA_WORK_DIR"),
      });
    },
  );

  test("also where only the real path has it", () => {
    const directory = place();
    mkdirSync(join(directory, "repo/inside"), { recursive: true });
    writeFileSync(join(directory, "repo/CLAUDE.md"), "");
    symlinkSync("repo/inside", join(directory, "link"));
    expect(refusal(join(directory, "link", "work"))).toMatchObject({ code: "WORK_ROOT_UNSAFE" });
  });

  test("a link, a file, and what can't be made are refused", () => {
    const directory = place();
    symlinkSync(directory, join(directory, "link"));
    writeFileSync(join(directory, "file"), "");
    for (const name of ["link", "file", "file/below"])
      expect(refusal(join(directory, name))).toMatchObject({ code: "WORK_ROOT_UNSAFE" });
  });

  test("a directory that all may write to is refused", () => {
    const directory = place();
    chmodSync(directory, 0o777);
    expect(refusal(directory)).toMatchObject({
      code: "WORK_ROOT_UNSAFE",
      message: expect.stringContaining("every user"),
    });
  });

  test.runIf(process.getuid?.() === 0)("a directory of another user's is refused", () => {
    const directory = place();
    chownSync(directory, 12345, 12345);
    expect(refusal(directory)).toMatchObject({
      code: "WORK_ROOT_UNSAFE",
      message: expect.stringContaining("another user"),
    });
  });
});
