import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { awsCredentials } from "../../src/aws/credentials.ts";
import type { Environment } from "../../src/keys/key-source.ts";

const SECRET = "wJalrXUtnFEMI/K7MDENG";

describe("in the environment", () => {
  const found = (env: Environment) => awsCredentials("environment", "bedrock", env, () => {}).get();

  test("a Bedrock API key goes before access keys, as for Amazon's own tools", async () => {
    const keys = { AWS_ACCESS_KEY_ID: "AKIA1", AWS_SECRET_ACCESS_KEY: SECRET };
    expect(await found({ ...keys, AWS_BEARER_TOKEN_BEDROCK: "bedrock-key" })).toEqual({ bearer: "bedrock-key" });
    expect(await found(keys)).toEqual({ accessKeyId: "AKIA1", secretAccessKey: SECRET });
    expect(await found({ ...keys, AWS_SESSION_TOKEN: "token" })).toMatchObject({ sessionToken: "token" });
  });

  test.each<readonly [Environment, RegExp]>([
    [{}, /neither the environment variable AWS_BEARER_TOKEN_BEDROCK nor AWS_ACCESS_KEY_ID is set$/],
    [{ AWS_BEARER_TOKEN_BEDROCK: " " }, /nor AWS_ACCESS_KEY_ID is set$/],
    [{ AWS_ACCESS_KEY_ID: "AKIA1" }, /AWS_ACCESS_KEY_ID is set, and AWS_SECRET_ACCESS_KEY is not$/],
    [{ AWS_BEARER_TOKEN_BEDROCK: `${SECRET}\r\nhost: x` }, /AWS_BEARER_TOKEN_BEDROCK holds more than one word/],
  ])("what is missing is named, and nothing of what is there (%j)", async (env, words) => {
    const error = await found(env).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "KEY_MISSING", message: expect.stringMatching(words) });
    expect(JSON.stringify(error) + String(error)).not.toContain(SECRET);
  });
});

describe("from a command", () => {
  let dir = "";
  let file = "";
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "aws-"));
    file = join(dir, "credentials");
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const source = () => ({ command: ["sh", "-c", `echo x >> ${dir}/asked; cat ${file}`] }) as const;
  const prints = (keys: object): void => writeFileSync(file, JSON.stringify({ Version: 1, ...keys }, null, 4));
  const asked = (): number => readFileSync(join(dir, "asked"), "utf8").length / 2;
  const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();
  const open = (seen: (key: string) => void = () => {}) =>
    awsCredentials(source(), "bedrock", { PATH: process.env["PATH"] }, seen);

  test("it is asked once, by all who ask at the same time, and again when they were not taken", async () => {
    prints({ AccessKeyId: "ASIA1", SecretAccessKey: SECRET, SessionToken: "token", Expiration: inMs(3_600_000) });
    const seen: string[] = [];
    const credentials = open((key) => seen.push(key));
    const login = { accessKeyId: "ASIA1", secretAccessKey: SECRET, sessionToken: "token" };
    expect(await Promise.all([credentials.get(), credentials.get()])).toEqual([login, login]);
    expect([await credentials.get(), asked(), seen]).toEqual([login, 1, ["ASIA1", SECRET, "token"]]);
    credentials.renew();
    prints({ AccessKeyId: "ASIA2", SecretAccessKey: SECRET });
    expect(await credentials.get()).toEqual({ accessKeyId: "ASIA2", secretAccessKey: SECRET });
  });

  test("it is asked again shortly before they expire", async () => {
    prints({ AccessKeyId: "ASIA1", SecretAccessKey: SECRET, Expiration: inMs(30_000) });
    const credentials = open();
    await credentials.get();
    prints({ AccessKeyId: "ASIA2", SecretAccessKey: SECRET, Expiration: inMs(3_600_000) });
    expect(await credentials.get()).toMatchObject({ accessKeyId: "ASIA2" });
  });

  test.each<readonly [what: string, text: () => string, words: string]>([
    ["nothing", () => "", "does not print JSON with AccessKeyId and SecretAccessKey"],
    ["half a login", () => JSON.stringify({ AccessKeyId: SECRET }), "does not print JSON"],
    ["lines", () => JSON.stringify({ AccessKeyId: "A\nB", SecretAccessKey: SECRET }), "does not print JSON"],
    [
      "an old login",
      () => JSON.stringify({ AccessKeyId: "A", SecretAccessKey: SECRET, Expiration: "2020-01-01T00:00:00Z" }),
      "has expired at 2020-01-01T00:00:00Z",
    ],
  ])("%s is an error that tells nothing of it, and the next one who asks tries again", async (_, text, words) => {
    writeFileSync(file, text());
    const credentials = open();
    const error = await credentials.get().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "KEY_MISSING", message: expect.stringContaining(words) });
    expect(JSON.stringify(error) + String(error)).not.toContain(SECRET);
    prints({ AccessKeyId: "ASIA2", SecretAccessKey: SECRET });
    expect(await credentials.get()).toMatchObject({ accessKeyId: "ASIA2" });
  });

  test("one that fails is named", async () => {
    await expect(open().get()).rejects.toMatchObject({
      code: "KEY_MISSING",
      message: "the key of bedrock is not there: the command `sh` failed (exit code 1)",
    });
  });
});
