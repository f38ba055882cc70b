import { execFileSync } from "node:child_process";
import {
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { sha256 } from "@scylla/contracts";
import { artifactStoreConformance } from "@scylla/contracts/testing";
import { describe, expect, test } from "vitest";
import { openArtifactStore } from "../../src/index.ts";
import { succeeds } from "../fixtures/command.ts";
import { refusal } from "../fixtures/errors.ts";
import { overwrite } from "../fixtures/files.ts";
import { startProgram } from "../fixtures/program.ts";
import { quickDir, type TempDir, tempDir } from "../fixtures/temp-dir.ts";

const PUT = new URL("../fixtures/programs/put-objects.ts", import.meta.url);
const pathOf = (dir: TempDir, digest: string): string => join(dir.path, "objects", digest.slice(0, 2), digest.slice(2));

const conformance = artifactStoreConformance({
  open: async () => {
    const dir = quickDir();
    const outside = quickDir();
    return {
      store: openArtifactStore({ dir: dir.path }),
      reopen: async () => openArtifactStore({ dir: dir.path }),
      write: async (name, bytes) => {
        const file = join(outside.path, name);
        writeFileSync(file, bytes);
        return file;
      },
      damage: async (digest) => overwrite(pathOf(dir, digest), 0, Buffer.of(0xff)),
      dispose: async () => {
        dir[Symbol.dispose]();
        outside[Symbol.dispose]();
      },
    };
  },
});

describe("the directory of objects is an artifact store", () => {
  for (const { name, run } of conformance) test(name, run);
});

describe("storing", () => {
  test("makes nothing before the first object", async () => {
    using dir = tempDir();
    const store = openArtifactStore({ dir: dir.path });
    expect(await store.has(sha256("a"))).toBe(false);
    await refusal("OBJECT_MISSING", () => store.get(sha256("a")));
    expect(readdirSync(dir.path)).toEqual([]);
  });

  test("again leaves the object's file alone", async () => {
    using dir = tempDir();
    const store = openArtifactStore({ dir: dir.path });
    const { digest } = await store.put(Buffer.from("once"));
    utimesSync(pathOf(dir, digest), 1, 1);
    const before = statSync(pathOf(dir, digest));
    await store.put(Buffer.from("once"));
    const after = statSync(pathOf(dir, digest));
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
  });

  test.each([
    ["shorter", (file: string) => truncateSync(file, 2)],
    ["empty", (file: string) => truncateSync(file)],
    ["longer", (file: string) => writeFileSync(file, "more than once")],
    ["another", (file: string) => writeFileSync(file, "ecno")],
  ])("again mends an object that is %s", async (_what, damage) => {
    using dir = tempDir();
    const store = openArtifactStore({ dir: dir.path });
    const { digest } = await store.put(Buffer.from("once"));
    damage(pathOf(dir, digest));
    await refusal("OBJECT_DAMAGED", () => store.get(digest));
    await store.put(Buffer.from("once"));
    expect(Buffer.from(await store.get(digest)).toString()).toBe("once");
  });

  test("a file takes no more memory than a part of it", async () => {
    using dir = tempDir();
    const file = join(dir.path, "big");
    writeFileSync(file, "");
    truncateSync(file, 200_000_000);
    const output = execFileSync(
      process.execPath,
      ["--conditions=@scylla/source", PUT.pathname, dir.path, "measure", file],
      { encoding: "utf8" },
    );
    const { digest, bytes, grownBy } = JSON.parse(output);
    expect(bytes).toBe(200_000_000);
    expect(statSync(pathOf(dir, digest)).size).toBe(bytes);
    expect(grownBy, "bytes of memory").toBeLessThan(100_000_000);
  });

  test("many big files at once gives each its own content", async () => {
    using dir = quickDir();
    const store = openArtifactStore({ dir: dir.path });
    const files = [1, 2, 3, 1].map((fill, i) => {
      const file = join(dir.path, String(i));
      writeFileSync(file, Buffer.alloc(2_500_000, fill));
      return { file, digest: sha256(Buffer.alloc(2_500_000, fill)) };
    });
    const stored = await Promise.all(files.map(({ file }) => store.put({ file })));
    expect(stored.map((one) => one.digest)).toEqual(files.map((one) => one.digest));
    for (const { digest } of files) expect((await store.get(digest)).length).toBe(2_500_000);
    expect(globSync(join(dir.path, "objects/**/*.new"))).toEqual([]);
  });
});

describe("what is no regular file is none that can be stored", () => {
  test("a link, a pipe, a directory, nothing, and what lies below a file", async () => {
    using dir = tempDir();
    const at = (name: string): string => join(dir.path, name);
    writeFileSync(at("secret"), "secret");
    symlinkSync(at("secret"), at("link"));
    expect(succeeds("mkfifo", at("pipe"))).toBe(true);
    mkdirSync(at("directory"));
    const store = openArtifactStore({ dir: at("store") });
    for (const name of ["link", "pipe", "directory", "nothing", "secret/below"]) {
      const error = await refusal("FILE_MISSING", () => store.put({ file: at(name) }));
      expect(error.message).toContain(at(name));
    }
    expect(await store.has(sha256("secret"))).toBe(false);
  });
});

describe("killed while it stores", () => {
  test("it leaves whole objects, and files that nobody reads", async () => {
    using dir = tempDir();
    const program = startProgram(PUT, dir.path, "endless");
    for (let i = 0; i < 20; i++) await program.lines.next();
    await program.kill();
    const acknowledged = await program.rest();
    const store = openArtifactStore({ dir: dir.path });
    for (const digest of acknowledged) expect(await store.has(digest)).toBe(true);
    const objects = globSync(join(dir.path, "objects/*/*")).filter((file) => !file.endsWith(".new"));
    expect(objects.length).toBeGreaterThanOrEqual(20);
    for (const file of objects) expect(pathOf(dir, sha256(readFileSync(file)))).toBe(file);
  });

  test("what it left is in nobody's way", async () => {
    using dir = tempDir();
    const store = openArtifactStore({ dir: dir.path });
    const digest = sha256("object");
    mkdirSync(join(pathOf(dir, digest), ".."), { recursive: true });
    writeFileSync(`${pathOf(dir, digest)}.new`, "obj");
    expect(await store.has(digest)).toBe(false);
    await refusal("OBJECT_MISSING", () => store.get(digest));
    await store.put(Buffer.from("object"));
    expect(Buffer.from(await store.get(digest)).toString()).toBe("object");
    expect(readFileSync(`${pathOf(dir, digest)}.new`, "utf8")).toBe("obj");
  });

  test("two processes that store the same at once do not disturb each other", async () => {
    using dir = tempDir();
    const programs = [startProgram(PUT, dir.path, "same"), startProgram(PUT, dir.path, "same")];
    const said = await Promise.all(programs.map((program) => program.rest()));
    expect(said[0]).toHaveLength(200);
    expect(said[1]).toEqual(said[0]);
    expect(globSync(join(dir.path, "objects/**/*.new"))).toEqual([]);
  });
});

test("bytes are on the disk before their name, and the name before it is said to be stored", () => {
  if (!succeeds("strace", "-V")) return;
  using dir = tempDir();
  const log = join(dir.path, "log");
  const calls = ["openat", "fsync", "rename", "mkdir", "write"].map((name) => `?${name}`).join(",");
  const command = [
    ...["-f", "-y", "-s", "64", "-e", `trace=${calls}`, "-o", log, process.execPath, "--conditions=@scylla/source"],
    ...[PUT.pathname, join(dir.path, "store"), "once"],
  ];
  expect(succeeds("strace", ...command)).toBe(true);
  const shard = join(dir.path, "store/objects", sha256("once").slice(0, 2));
  const object = join(shard, sha256("once").slice(2));
  const order = readFileSync(log, "latin1")
    .split("\n")
    .flatMap((line) => {
      if (line.includes(`fsync(`) && line.includes(`<${object}.new>`)) return ["bytes flushed"];
      if (line.includes(`rename("${object}.new", "${object}")`)) return ["renamed"];
      if (line.includes("fsync(") && line.includes(`<${shard}>`)) return ["name flushed"];
      if (line.includes("fsync(") && line.includes(`<${join(dir.path, "store/objects")}>`))
        return ["directory flushed"];
      if (line.includes("write(1") && line.includes(sha256("once"))) return ["said"];
      return [];
    });
  expect(order).toEqual(["directory flushed", "bytes flushed", "renamed", "name flushed", "said"]);
});
