import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type KeySource, readKey } from "../../src/keys/key-source.ts";

let dir = "";
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "keys-"));
  writeFileSync(join(dir, "key"), "sk-from-file\n");
  writeFileSync(join(dir, "empty"), " \n");
  writeFileSync(join(dir, "two"), "sk-one\r\nx-evil: sk-two");
});
afterAll(() => {
  rmSync(dir, { recursive: true });
});

const env = { PATH: process.env["PATH"], MY_KEY: "sk-from-env", EMPTY: "", ODD: "sk-ä" };
const read = (source: KeySource) => readKey(source, "anthropic", env);
const script = (code: string): KeySource => ({ command: [process.execPath, "-e", code] });

test("a key comes from a variable, a file, a command or a value, without the white space around it", async () => {
  expect(await read({ env: "MY_KEY" })).toBe("sk-from-env");
  expect(await read({ file: join(dir, "key") })).toBe("sk-from-file");
  expect(await read(script("console.log('sk-' + process.env.MY_KEY)"))).toBe("sk-sk-from-env");
  expect(await read({ value: "sk-given" })).toBe("sk-given");
});

test("a command finds its standard input at its end, and is not waited for", async () => {
  expect(await read(script("process.stdin.on('end', () => console.log('sk-read')).resume()"))).toBe("sk-read");
});

test.each<readonly [what: string, source: () => KeySource, message: RegExp]>([
  [
    "a variable that is not set",
    () => ({ env: "OTHER" }),
    /anthropic is not there: the environment variable OTHER is not set$/,
  ],
  ["an empty variable", () => ({ env: "EMPTY" }), /variable EMPTY is empty$/],
  [
    "a variable that can't be a header",
    () => ({ env: "ODD" }),
    /variable ODD holds more than one line of plain ASCII$/,
  ],
  ["a file that is not there", () => ({ file: join(dir, "none") }), /none can't be read \(ENOENT\)$/],
  ["an empty file", () => ({ file: join(dir, "empty") }), /empty is empty$/],
  ["a file of two lines", () => ({ file: join(dir, "two") }), /two holds more than one line of plain ASCII$/],
  ["a command that is not there", () => ({ command: ["no-such-program"] }), /`no-such-program` failed \(ENOENT\)$/],
  ["a command that fails", () => script("console.error('sk-secret'); process.exit(3)"), /failed \(exit code 3\)$/],
])("%s is KEY_MISSING, and nothing that was found is shown", async (_what, source, message) => {
  const error = await read(source()).catch((failure: unknown) => failure);
  expect(error).toMatchObject({
    code: "KEY_MISSING",
    message: expect.stringMatching(message),
    hint: expect.any(String),
  });
  expect(JSON.stringify(error) + String(error)).not.toMatch(/sk-/);
});
