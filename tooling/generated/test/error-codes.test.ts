import { ERROR_CODES } from "@scylla/contracts";
import { expect, test } from "vitest";
import { sourceFiles } from "./fixtures/source-files.ts";

const CODES = Object.keys(ERROR_CODES);
const TABLE = "packages/contracts/src/error-codes.ts";

const sources = sourceFiles("packages/*/src/**/*.ts").filter(({ path }) => path !== TABLE);
/** Implementations for tests raise what real ones raise; that does not count. */
const raising = sources.filter(({ path }) => !path.startsWith("packages/contracts/src/testing/"));
const tests = sourceFiles("{packages,tooling}/*/test/**/*.ts");
const words = sourceFiles("*.md", "docs/**/*.md", "{packages,examples}/*/README.md");

/** What codes begin with, variables of git and Node left out. */
const FAMILIES = new Set(
  CODES.map((code) => code.replace(/_.*/, "")).filter((word) => word !== "GIT" && word !== "NODE"),
);

/** Codes that a text names: behind `error`, or quoted and of a family of codes. */
function namedIn(text: string): readonly string[] {
  const told = [...text.matchAll(/error ([A-Z]+(?:_[A-Z]+)*)\b/g)].flatMap(([, code]) => code ?? []);
  const quoted = [...text.matchAll(/["'`]([A-Z]+(?:_[A-Z]+)+)\b/g)].flatMap(([, code]) => code ?? []);
  return [...told.filter((code) => code !== "CODE"), ...quoted.filter((code) => FAMILIES.has(code.replace(/_.*/, "")))];
}

test("every code is raised by something", () => {
  const unraised = CODES.filter((code) => !raising.some(({ text }) => text.includes(`"${code}"`)));
  expect(unraised).toEqual([]);
});

test("every code is asserted in a test", () => {
  const asserted = new Set(
    tests.filter(({ path }) => !path.endsWith("error-codes.test.ts")).flatMap(({ text }) => codesIn(text)),
  );
  expect(CODES.filter((code) => !asserted.has(code))).toEqual([]);
});

test("what is told of codes in words is told of codes that there are", () => {
  const known = new Set(CODES);
  const unknown = words.flatMap(({ path, text }) =>
    namedIn(text).flatMap((code) => (known.has(code) ? [] : `${path}: ${code}`)),
  );
  expect(unknown).toEqual([]);
});

test("every message that the table gives as an example has its words from a source", () => {
  const made = raising.flatMap(({ text }) => messages(text));
  const invented = Object.entries(ERROR_CODES).filter(
    ([, { example }]) => !made.some((message) => message.test(example)),
  );
  expect(invented.map(([code, { example }]) => `${code}: ${example}`)).toEqual([]);
});

function codesIn(text: string): readonly string[] {
  return text.match(/\b[A-Z]+(_[A-Z]+)*\b/g) ?? [];
}

/** Texts of a source that say something, as patterns in which anything may stand for what is put in. */
function messages(source: string): readonly RegExp[] {
  const literals = [...source.matchAll(/`((?:[^`\\]|\\.)*)`|"((?:[^"\\\n]|\\.)*)"/g)];
  return literals.flatMap(([, template, plain]) => {
    const parts = (template ?? plain ?? "").split(/\$\{[^}]*\}/).map((part) => part.replaceAll(/\\(.)/g, "$1"));
    const enough = parts.join("").replaceAll(/[^a-z]/gi, "").length >= 9;
    return enough ? [new RegExp(parts.map((part) => part.replaceAll(/[\^$.*+?()[\]{}|]/g, "\\$&")).join(".+"))] : [];
  });
}
