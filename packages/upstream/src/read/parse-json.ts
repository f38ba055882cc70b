/**
 * Parses JSON as Python writes it: bare `NaN`, `Infinity` and `-Infinity` are read as null, for they say that there is no number.
 * Strings that hold these words stay as they are.
 * @throws {SyntaxError} for anything else that is no JSON.
 */
export function parsePythonJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return JSON.parse(withoutBareWords(text));
  }
}

/** Longest first: where one begins, no shorter one does. */
const BARE = ["-Infinity", "Infinity", "NaN"];

function withoutBareWords(text: string): string {
  let result = "";
  let from = 0;
  for (let at = 0; at < text.length; ) {
    if (text[at] === '"') {
      at = endOfString(text, at);
      continue;
    }
    const word = BARE.find((one) => text.startsWith(one, at));
    if (word === undefined) {
      at += 1;
      continue;
    }
    result += `${text.slice(from, at)}null`;
    at += word.length;
    from = at;
  }
  return result + text.slice(from);
}

/** Just behind the closing quote; the end of the text where there is none. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}
