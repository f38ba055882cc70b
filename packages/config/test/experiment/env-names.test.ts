import { expect, test } from "vitest";
import { refusedVariable } from "../../src/experiment/env-names.ts";

const AT = { file: "/experiment.yaml", line: 1, col: 1 };
const codeOf = (name: string, value?: string): string | undefined => refusedVariable(name, value, AT)?.code;

test.each([
  "ANTHROPIC_API_KEY",
  "ANTHROPIC_BASE_URL",
  "OPENAI_ORG_ID",
  "AWS_PROFILE",
  "GEMINI_MODEL",
  "GOOGLE_APPLICATION_CREDENTIALS",
  "GITHUB_TOKEN",
  "MY_API_KEY",
  "my_api_key",
  "CLIENT_SECRET",
  "DB_PASSWORD",
  "PASSWORD_FILE",
  "NPM_AUTH",
  "DEPLOY_KEY",
])("%s may hold a key", (name) => {
  expect(codeOf(name)).toBe("ENV_FORBIDDEN");
});

test.each(["TOY_SEED", "PATH", "LANG", "MAX_TOKENS", "KEYBOARD", "MONKEY", "AUTHOR", "NODE_OPTIONS", "CI"])(
  "%s may pass",
  (name) => {
    expect(codeOf(name, "1")).toBeUndefined();
  },
);

test.each(["HOME", "TMPDIR", "XDG_CONFIG_HOME", "SCYLLA_SEED", "LD_PRELOAD", "GIT_DIR"])(
  "%s is the runner's own",
  (name) => {
    expect(codeOf(name)).toBe("CONFIG_INVALID");
  },
);

test("a key under an innocent name is seen, and not repeated", () => {
  const error = refusedVariable("TOY_SETTING", "sk-ant-secret", AT);
  expect(error?.code).toBe("ENV_FORBIDDEN");
  expect(JSON.stringify([error?.message, error?.hint])).not.toContain("sk-ant");
});
