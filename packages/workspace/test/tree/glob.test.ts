import { expect, test } from "vitest";
import { pathMatcher } from "../../src/tree/glob.ts";

const matches = (pattern: string, path: string): boolean => pathMatcher([pattern])(Buffer.from(path));

test.each([
  ["package.json", "package.json"],
  ["package.json", "package.json/now/a/directory"],
  ["test/**", "test/a.js"],
  ["test/**", "test/deep/er/a.js"],
  ["test/**", "test/.hidden/.rc"],
  ["test", "test/a.js"],
  ["test/", "test/a.js"],
  ["/test", "test/a.js"],
  ["./test", "test/a.js"],
  ["**/CLAUDE.md", "CLAUDE.md"],
  ["**/CLAUDE.md", "a/b/CLAUDE.md"],
  ["**/CLAUDE.md", ".github/CLAUDE.md"],
  ["**/.claude", "a/.claude/skills/x/SKILL.md"],
  ["src/*.ts", "src/a.ts"],
  ["src/*.ts", "src/.a.ts"],
  ["*", "a\nb"],
  ["a/**/z", "a/z"],
  ["a/**/z", "a/b/c/z"],
  ["*.{js,ts}", "a.ts"],
  ["app/[id]/page.tsx", "app/[id]/page.tsx"],
  ["a+b(c)|d^$.txt", "a+b(c)|d^$.txt"],
  ["grüße/*", "grüße/welt"],
  ["{grüße,x}/*", "grüße/welt"],
])("%s covers %j", (pattern, path) => {
  expect(matches(pattern, path)).toBe(true);
});

test.each([
  ["package.json", "src/package.json"],
  ["package.json", "package.jsonc"],
  ["package.json", "packageXjson"],
  ["test/**", "test"],
  ["test/**", "tests/a.js"],
  ["src/*.ts", "src/deep/a.ts"],
  ["**/CLAUDE.md", "NOTCLAUDE.md"],
  ["app/[id]/page.tsx", "app/i/page.tsx"],
  ["a/**/z", "a/bz"],
  ["a\\b", "a/b"],
  ["Test/**", "test/a.js"],
])("%s does not cover %j", (pattern, path) => {
  expect(matches(pattern, path)).toBe(false);
});

test("names that are no UTF-8 are matched by bytes", () => {
  expect(pathMatcher(["a/*"])(Buffer.from([0x61, 0x2f, 0xff, 0xfe]))).toBe(true);
});

test("of several patterns one is enough, of none there is none", () => {
  expect(pathMatcher(["a", "b"])(Buffer.from("b"))).toBe(true);
  expect(pathMatcher([])(Buffer.from("b"))).toBe(false);
});
