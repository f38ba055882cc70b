import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { nearPath, ownCommand, shellWord } from "../src/own-command.ts";

test("how it was called is how it can be called again", () => {
  const npm = { npm_lifecycle_event: "scylla", npm_config_user_agent: "npm/11" };
  expect(ownCommand(npm, [])).toBe("npm run --silent scylla --");
  expect(ownCommand({ ...npm, npm_config_user_agent: "pnpm/11" }, [])).toBe("pnpm --silent scylla");
  expect(ownCommand({ ...npm, npm_lifecycle_event: "demo:run", npm_config_user_agent: "pnpm/11" }, [])).toBe(
    "npm run --silent scylla --",
  );
  expect(ownCommand({}, ["node", "/usr/local/bin/scylla"])).toBe("scylla");
  expect(ownCommand({}, ["node", "/x/_npx/1a2b/node_modules/.bin/scylla"])).toBe("npx @scylla/cli");
  expect(ownCommand({}, ["node", "/x/pnpm/dlx/1a2b/node_modules/@scylla/cli/dist/bin.js"])).toBe(
    "pnpm dlx @scylla/cli",
  );
  expect(ownCommand({}, ["node", "/x/node_modules/@scylla/cli/dist/bin.js"])).toBe("scylla");
  expect(ownCommand({}, ["node", "/opt/my tools/bin.ts"])).toMatch(/^node .*'\/opt\/my tools\/bin\.ts'$/);
});

test("paths are told from where the person stands, unless that is longer or says nothing", () => {
  expect(nearPath(process.cwd())).toBe(".");
  expect(nearPath(join(process.cwd(), "a", "b"))).toBe("a/b");
  expect(nearPath(dirname(process.cwd()))).toBe(dirname(process.cwd()));
  expect(nearPath("/x")).toBe("/x");
});

test("words are quoted where a shell would take them apart", () => {
  expect(shellWord("a/b-c_d.e:f=g,h@i%j+k")).toBe("a/b-c_d.e:f=g,h@i%j+k");
  expect(shellWord("an experiment")).toBe("'an experiment'");
  expect(shellWord("it's")).toBe("'it'\\''s'");
  expect(shellWord("ü")).toBe("'ü'");
  expect(shellWord("")).toBe("''");
});
