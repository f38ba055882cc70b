import type { IncomingHttpHeaders } from "node:http";

export interface ResponseHead {
  readonly status: number;
  /** Names and values in turn, as they were sent. */
  readonly rawHeaders: readonly string[];
  /** By lower-case name; repeated ones are joined, but for `set-cookie`. */
  readonly headers: IncomingHttpHeaders;
  /** The connection may be used again afterwards. */
  readonly staysOpen: boolean;
}

/** An answer that is none: nothing on its connection can be trusted. */
export function malformed(message: string): Error & { readonly code: string } {
  return Object.assign(new Error(message), { code: "HPE_INVALID_RESPONSE" });
}

const STATUS_LINE = /^HTTP\/1\.([01]) (\d{3})(?: [\t\x20-\x7e\x80-\xff]*)?$/;
const HEADER_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[\t ]*([\t\x20-\x7e\x80-\xff]*?)[\t ]*$/;

/** @param text everything before the blank line, in latin1. */
export function parseHead(text: string): ResponseHead {
  const [first = "", ...lines] = text.split("\r\n");
  const [, minor, status] = STATUS_LINE.exec(first) ?? [];
  if (status === undefined) throw malformed("no status line");
  const rawHeaders: string[] = [];
  const headers: Record<string, string | string[] | undefined> = Object.create(null);
  for (const line of lines) {
    const [, name, value] = HEADER_LINE.exec(line) ?? [];
    if (name === undefined || value === undefined) throw malformed("a header that is none");
    rawHeaders.push(name, value);
    const key = name.toLowerCase();
    const before = headers[key];
    if (key === "set-cookie") headers[key] = [...(before ?? []), value];
    else headers[key] = before === undefined ? value : `${before}, ${value}`;
  }
  const staysOpen = minor === "1" && !/\bclose\b/i.test(String(headers["connection"] ?? ""));
  return { status: Number(status), rawHeaders, headers, staysOpen };
}
