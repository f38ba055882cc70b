import { expect, test } from "vitest";
import { parseTrace } from "../../src/strace/traced-call.ts";

test("calls are named by what they change: the file of a descriptor, or the name that they begin with", () => {
  const log = `10 pwrite64(7</x/store.db-wal>, ""..., 4096, 32) = 4096
10 fsync(7</x/store.db-wal>)            = 0
12 rename("/x/.new", "/x/objects/ab")   = 0
12 renameat2(AT_FDCWD</y>, "/x/a", AT_FDCWD</y>, "/x/b", RENAME_NOREPLACE) = 0
10 unlink("/x/store.db-journal")        = 0
10 mkdir("/x/objects", 0777)            = 0
`;
  expect(parseTrace(log)).toEqual([
    { thread: 0, syscall: "pwrite64", path: "/x/store.db-wal", bytes: 4096 },
    { thread: 0, syscall: "fsync", path: "/x/store.db-wal", bytes: 0 },
    { thread: 1, syscall: "rename", path: "/x/.new", bytes: 0 },
    { thread: 1, syscall: "renameat2", path: "/x/a", bytes: 0 },
    { thread: 0, syscall: "unlink", path: "/x/store.db-journal", bytes: 0 },
    { thread: 0, syscall: "mkdir", path: "/x/objects", bytes: 0 },
  ]);
});

test("a call that another thread interrupted is one call", () => {
  const log = `10 fsync(7</x/a> <unfinished ...>
12 fsync(9</x/b>)                       = 0
10 <... fsync resumed>)                 = 0
`;
  expect(parseTrace(log).map(({ path }) => path)).toEqual(["/x/b", "/x/a"]);
});

test("calls that failed, never returned or are no calls are left out", () => {
  const log = `10 mkdir("/x", 0777)                    = -1 EEXIST (File exists)
10 fsync(7</x/a>)                       = ?
10 fsync(7</x/a> <unfinished ...>
10 +++ killed by SIGKILL +++
`;
  expect(parseTrace(log)).toEqual([]);
});
