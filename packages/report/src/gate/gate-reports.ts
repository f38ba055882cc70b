import type { GateCheck, GateResult } from "./gate.ts";
import { gateSubject, gateWords } from "./gate-words.ts";

/** A JUnit report: one test case a check. What is undecided and does not fail is a passed case that says so. */
export function gateJunit(result: GateResult): string {
  const cases = result.checks.map((check) => {
    const name = `name="${xml(`${gateSubject(check)} ${check.kind}`)}" classname="${xml(`scylla.${result.experiment}`)}"`;
    const words = xml(gateWords(check));
    if (isFailure(check, result)) return `    <testcase ${name}><failure message="${words}"/></testcase>`;
    return `    <testcase ${name}><system-out>${words}</system-out></testcase>`;
  });
  const failures = result.checks.filter((check) => isFailure(check, result)).length;
  const counts = `tests="${result.checks.length}" failures="${failures}" errors="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${xml(`scylla gate ${result.experiment}`)}" ${counts}>`,
    ...cases,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

/** Workflow commands of GitHub Actions: an error for what fails, a warning for what is undecided. */
export function gateAnnotations(result: GateResult): readonly string[] {
  return result.checks.flatMap((check) => {
    const level = isFailure(check, result) ? "error" : check.answer === "undecided" ? "warning" : null;
    if (level === null) return [];
    return [`::${level} title=${property(`scylla gate: ${gateSubject(check)}`)}::${data(gateWords(check))}`];
  });
}

function isFailure({ answer }: GateCheck, { onUndecided }: Pick<GateResult, "onUndecided">): boolean {
  return answer === "worse" || (answer === "undecided" && onUndecided === "fail");
}

/** For attributes and text alike. Control characters, which XML 1.0 has no way to write, are left out. */
function xml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\uFFFE\uFFFF]/gu, "")
    .replaceAll(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}

/** Escapes of workflow commands: https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
