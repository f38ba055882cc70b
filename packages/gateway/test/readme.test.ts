import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { ANTHROPIC_STREAM } from "./support/answers.ts";
import { KEY } from "./support/open-gateway.ts";
import { providerServer, sse } from "./support/provider-server.ts";

const PACKAGE = fileURLToPath(new URL("..", import.meta.url));

/** Stands in for the agent that the example starts: asks once, and shows what it was given. */
const AGENT = `#!${process.execPath}
fetch(process.env.ANTHROPIC_BASE_URL + "/v1/messages", { method: "POST", body: "{}" })
  .then((answer) => answer.text())
  .then((text) => console.log(process.env, text.length));
`;

test("the example of the README does what it says, and its agent sees no key", async () => {
  const dir = mkdtempSync(join(tmpdir(), "readme-"));
  await using provider = await providerServer((response) => sse(response, ANTHROPIC_STREAM));
  try {
    writeFileSync(join(dir, "claude"), AGENT);
    chmodSync(join(dir, "claude"), 0o755);
    const [, example = ""] = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(PACKAGE, "README.md"), "utf8")) ?? [];
    expect(
      example
        .trim()
        .split("\n")
        .filter((line) => line !== "").length,
    ).toBeLessThanOrEqual(10);
    const code = `const price = () => 7;\n${example.replace("anthropic()", `anthropic({ baseUrl: "${provider.url}" })`)}`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--conditions=@scylla/source", "--input-type=module", "-e", code],
      { cwd: PACKAGE, env: { PATH: `${dir}:${process.env["PATH"]}`, ANTHROPIC_API_KEY: KEY } },
    );
    expect(stdout).toMatch(/calls: 1,[\s\S]*outputTokens: 340[\s\S]*cost: 7,[\s\S]*limit: null/);
    expect(stdout).not.toContain(KEY);
    expect(provider.received[0]?.headers["x-api-key"]).toBe(KEY);
  } finally {
    rmSync(dir, { recursive: true });
  }
});
