import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { processRunner } from "../../src/index.ts";
import { processesWithToken } from "../../src/processes/token-scan.ts";
import { runSetup, setupToken } from "../../src/template/run-setup.ts";
import { NEVER, place } from "../fixtures/places.ts";

afterEach(() => vi.unstubAllEnvs());

function set(command: string | readonly string[], making = place(), signal = NEVER) {
  const tree = join(making, "tree");
  mkdirSync(tree, { recursive: true });
  return runSetup({ command, making, tree, processes: processRunner() }, signal);
}

test("it runs in the tree, with a private home that is gone afterwards, and nothing of the operator's", async () => {
  const making = place();
  vi.stubEnv("MY_SECRET", "x");
  await set(
    'pwd -P > where; echo "$HOME $TMPDIR [$MY_SECRET]" > env; touch "$HOME/x" "$TMPDIR/x"; chmod 500 "$HOME"',
    making,
  );
  const tree = realpathSync(join(making, "tree"));
  expect(readFileSync(join(tree, "where"), "utf8")).toBe(`${tree}\n`);
  expect(readFileSync(join(tree, "env"), "utf8")).toBe(`${making}/setup/home ${making}/setup/tmp []\n`);
  expect(readdirSync(making)).toEqual(["tree"]);
});

test("a failure says which command, how it ended, and the end of what it said on both streams", async () => {
  const script = "echo first; yes noise | head -n 100000; echo last words; echo the reason >&2; exit 3";
  await expect(set(script)).rejects.toMatchObject({
    code: "SETUP_FAILED",
    message: expect.stringMatching(
      /^the set-up command `echo first;.*` ended with 3\n(noise|oise|ise|se|e)?\n(noise\n)+last words\nthe reason$/,
    ),
    hint: expect.stringContaining("nothing was bought"),
  });
});

test.each([
  ["kill -9 $$", "was killed by SIGKILL"],
  [["no-such-program", "-x"], "`no-such-program -x` could not be started (ENOENT)"],
  ["exit 1", "`exit 1` ended with 1"],
])("%j %s", async (command, message) => {
  await expect(set(command)).rejects.toMatchObject({ code: "SETUP_FAILED", message: expect.stringContaining(message) });
});

test("what it leaves running is killed", async () => {
  const making = place();
  await set("setsid sh -c 'sleep 60 &'", making);
  expect(processesWithToken(new Set([setupToken(making)]))).toEqual([]);
});

test("interrupted, it is no failure of the set-up", async () => {
  const stop = new AbortController();
  const making = place();
  const running = set("touch begun; sleep 60", making, stop.signal);
  await vi.waitUntil(() => existsSync(join(making, "tree/begun")), { timeout: 10_000, interval: 5 });
  stop.abort();
  await expect(running).rejects.toMatchObject({ code: "INTERRUPTED" });
});
