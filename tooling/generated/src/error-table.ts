import { ERROR_CODES, type ErrorCodeEntry } from "@scylla/contracts";
import { tableRow } from "./table.ts";

const INTRODUCTION = `# Error codes

What goes wrong is told as \`error CODE: what\`, where (\`file:line:col\`), and what to do. With \`--json\` the same stands on standard
output: \`{ "status": "error", "error": { "code", "message", "at", "hint", "also" } }\`. A code is never renamed or re-used, so scripts can
match on it; messages may become clearer from release to release.

The process ends with the exit code of the table where the error ends a command:

- 2: something has to be changed first: the command line, a file, the plan or the machine.
- 5: runs are missing for reasons that are not the agent's. The same command again carries on.
- 70: a defect of Scylla itself.
`;

/** The page about all error codes. */
export function errorTable(codes: Readonly<Record<string, ErrorCodeEntry>> = ERROR_CODES): string {
  const rows = Object.entries(codes).map(([code, { exit, meaning, advice, example }]) =>
    tableRow([`\`${code}\``, String(exit), meaning, advice, codeSpan(example)]),
  );
  const head = [tableRow(["code", "exit", "meaning", "what to do", "a message of it"]), tableRow(Array(5).fill("---"))];
  return `${INTRODUCTION}\n${[...head, ...rows].join("\n")}\n`;
}

/** A text as code, with a longer fence where it holds backticks itself. */
function codeSpan(text: string): string {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}
