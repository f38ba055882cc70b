import { ScyllaError, type SourcePosition } from "@scylla/contracts";
import { type Document, LineCounter, type ParsedNode, parseAllDocuments } from "yaml";

/** A parsed file, before its meaning is looked at. */
export interface ParsedYaml {
  readonly document: Document.Parsed;
  readonly root: ParsedNode;
  /** Where an offset of the text is. */
  positionAt(offset: number): SourcePosition;
}

/**
 * Parses one YAML 1.2 document of the core schema.
 * @throws {ScyllaError} `CONFIG_SYNTAX` for the first mistake (the ones after it are mostly its echoes), `CONFIG_INVALID` for an
 * empty file, `CONFIG_TOO_LARGE` for bottomless nesting.
 */
export function parseYaml(text: string, file: string): ParsedYaml {
  const lines = new LineCounter();
  const positionAt = (offset: number): SourcePosition => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), col: Math.max(col, 1) };
  };
  const documents = parseAllDocuments(text, {
    version: "1.2",
    schema: "core",
    strict: true,
    stringKeys: true,
    // Checked by what reads the nodes, in linear time and with both positions.
    uniqueKeys: false,
    resolveKnownTags: false,
    merge: false,
    prettyErrors: false,
    logLevel: "silent",
    lineCounter: lines,
  });
  const [document, second] = documents;
  if (document) refuseErrors(document, positionAt);
  if (!document?.contents || isEmptyText(text)) {
    const hint = "Begin with `version: 1`.";
    throw new ScyllaError("CONFIG_INVALID", "the file is empty", { at: { file, line: 1, col: 1 }, hint });
  }
  if (second) {
    const at = positionAt(second.range[0]);
    const hint = "Remove `---`, or move what follows into a file of its own.";
    throw new ScyllaError("CONFIG_SYNTAX", "the file holds more than one document", { at, hint });
  }
  return { document, root: document.contents, positionAt };
}

function isEmptyText(text: string): boolean {
  return text.split("\n").every((line) => /^\s*(#.*|---.*|\.\.\.)?$/.test(line));
}

function refuseErrors(document: Document.Parsed, positionAt: (offset: number) => SourcePosition): void {
  const exhausted = document.errors.find((error) => error.code === "RESOURCE_EXHAUSTION");
  if (exhausted) {
    const hint = "No experiment needs that much nesting; look for an unclosed bracket.";
    const at = positionAt(exhausted.pos[0]);
    throw new ScyllaError("CONFIG_TOO_LARGE", "the file is nested too deeply", { at, hint });
  }
  const { explicit, version } = document.directives.yaml;
  if (explicit && version !== "1.2") {
    const hint = "Remove the %YAML line: values such as yes and 010 mean other things there.";
    throw new ScyllaError("CONFIG_SYNTAX", `the file is YAML ${version}; Scylla reads 1.2`, {
      at: positionAt(0),
      hint,
    });
  }
  // A warning is a tag or directive that would otherwise be dropped in silence.
  const [first] = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  if (!first) return;
  const message = `${first.message.charAt(0).toLowerCase()}${first.message.slice(1)}`.replace(
    /^with stringKeys, /i,
    "",
  );
  throw new ScyllaError("CONFIG_SYNTAX", message, {
    at: positionAt(first.pos[0]),
    hint: HINTS[first.code] ?? DEFAULT_HINT,
  });
}

const DEFAULT_HINT = "Check indentation, quotes and brackets of this line and the one before.";

const HINTS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "Indent with spaces.",
  BLOCK_AS_IMPLICIT_KEY: 'Put a text that holds ": " in quotes, and indent the keys of one mapping alike.',
  MULTILINE_IMPLICIT_KEY: "Check that the line before ends as it should, and that this key has its colon.",
  BAD_SCALAR_START: "Put the text in quotes.",
  MISSING_CHAR: "Close the quote or the bracket.",
  TAG_RESOLVE_FAILED: "Tags have no meaning here; put a text that begins with ! in quotes.",
  NON_STRING_KEY: "Write a plain word before the colon.",
  BAD_DIRECTIVE: "Remove the line that begins with %.",
};
