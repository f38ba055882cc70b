const QUOTE = 34;
const BACKSLASH = 92;

/** A path in git's C-style quotes: printable ASCII as it is, everything else as octal bytes. */
export function quotePath(path: Uint8Array): string {
  let out = '"';
  for (const byte of path) {
    if (byte === QUOTE || byte === BACKSLASH) out += `\\${String.fromCharCode(byte)}`;
    else if (byte >= 32 && byte < 127) out += String.fromCharCode(byte);
    else out += `\\${byte.toString(8).padStart(3, "0")}`;
  }
  return `${out}"`;
}
