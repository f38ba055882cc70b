import { expect, test } from "vitest";
import { injectionPoint, killPoints, kindOf, labelOf, pointsOf } from "../src/kill-points.ts";
import type { TracedCall } from "../src/strace/traced-call.ts";

const call = (syscall: string, path: string): TracedCall => ({ thread: 0, syscall, path, bytes: 0 });

test("writes below the experiment directory are numbered by call and file", () => {
  const calls = [
    call("fsync", "/out/store.db-wal"),
    call("fsync", "/out/store.db-wal"),
    call("pwrite64", "/out/store.db-wal"),
    call("pwrite64", "/out/store.db-shm"),
    call("fsync", "/out"),
    call("fsync", "/outside"),
    call("write", "pipe:[1]"),
  ];
  expect(pointsOf(calls, "/out").map(labelOf)).toEqual([
    "fsync store.db-wal #1",
    "fsync store.db-wal #2",
    "pwrite64 store.db-wal #1",
    "fsync . #1",
  ]);
});

test("only points that every recording has are kill points", () => {
  const point = (when: number) => ({ syscall: "fsync", file: "store.db-wal", when });
  expect(
    killPoints([
      [point(1), point(2), point(3)],
      [point(2), point(1)],
    ]),
  ).toEqual([point(1), point(2)]);
});

test("a point is found again in another directory", () => {
  expect(injectionPoint({ syscall: "fsync", file: "objects/ab", when: 2 }, "/b")).toEqual({
    syscall: "fsync",
    paths: ["/b/objects/ab"],
    when: 2,
  });
  expect(injectionPoint({ syscall: "fsync", file: "", when: 1 }, "/b").paths).toEqual(["/b"]);
});

test("objects and reports are one kind each, whatever their names", () => {
  expect(kindOf({ syscall: "rename", file: "objects/ab/cd", when: 1 })).toBe("rename objects");
  expect(kindOf({ syscall: "fsync", file: "", when: 1 })).toBe("fsync .");
  expect(kindOf({ syscall: "fsync", file: "store.db", when: 1 })).toBe("fsync store.db");
});
