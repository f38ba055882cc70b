import { expect, test } from "vitest";
import { responseReader } from "../../../src/proxy/http1/response-reader.ts";

interface Seen {
  readonly status: number | null;
  readonly body: string;
  readonly state: string;
}

/** @param size of the pieces in which the bytes come. */
function read(text: string, size = text.length): Seen {
  const reader = responseReader();
  const bytes = Buffer.from(text, "latin1");
  let seen: Seen = { status: null, body: "", state: "open" };
  for (let at = 0; at < bytes.length; at += size) {
    const { head, content, state, broken } = reader.push(bytes.subarray(at, at + size));
    if (broken) throw broken;
    seen = { status: head?.status ?? seen.status, body: seen.body + (content?.toString("latin1") ?? ""), state };
  }
  return seen;
}

const OK = "HTTP/1.1 200 OK\r\n";
const CHUNKED = `${OK}Transfer-Encoding: chunked\r\n\r\n`;
const FIVE = `${OK}Content-Length: 5\r\n\r\nhello`;

test.each([
  ["a length", 200, FIVE, "hello", "done"],
  ["no content", 200, `${OK}Content-Length: 0\r\n\r\n`, "", "done"],
  ["no body at all", 204, "HTTP/1.1 204 No Content\r\n\r\n", "", "done"],
  ["no length", 200, `${OK}\r\nhello`, "hello", "open"],
  ["chunks", 200, `${CHUNKED}3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n`, "hello", "done"],
  ["extensions and trailers", 200, `${CHUNKED}05 ;a="b"\r\nhello\r\n0;x\r\nA: b\r\nC: d\r\n\r\n`, "hello", "done"],
  ["data that looks like framing", 200, `${CHUNKED}A\r\n\r\n0\r\n\r\n0\r\n\r\n0\r\n\r\n`, "\r\n0\r\n\r\n0\r\n", "done"],
  ["announcements before it", 200, `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103\r\nA: b\r\n\r\n${FIVE}`, "hello", "done"],
  ["more behind it", 200, `${FIVE}HTTP/1.1 200 OK\r\n\r\n`, "hello", "overrun"],
  ["more behind its chunks", 200, `${CHUNKED}5\r\nhello\r\n0\r\n\r\nx`, "hello", "overrun"],
  ["a chunk that is not over", 200, `${CHUNKED}5\r\nhell`, "hell", "open"],
])("an answer with %s is read alike, wherever it is cut", (_what, status, text, body, state) => {
  for (let size = 1; size <= text.length; size++) expect(read(text, size)).toEqual({ status, body, state });
});

test("headers are those that were sent, repeated ones joined", () => {
  const lines = ["X-A:  one \t", "x-a: t\u00fco", "Set-Cookie: a=1", "set-cookie: b=2", "X-Empty:", "__proto__: x"];
  const { head } = responseReader().push(Buffer.from(`${OK}${lines.join("\r\n")}\r\n\r\n`, "latin1"));
  expect(head?.rawHeaders.slice(0, 4)).toEqual(["X-A", "one", "x-a", "t\u00fco"]);
  expect(Object.entries(head?.headers ?? {})).toEqual([
    ["x-a", "one, t\u00fco"],
    ["set-cookie", ["a=1", "b=2"]],
    ["x-empty", ""],
    ["__proto__", "x"],
  ]);
});

test.each([
  ["another protocol", "SSH-2.0-OpenSSH\r\n\r\n"],
  ["HTTP/2", "HTTP/2 200\r\n\r\n"],
  ["an upgrade that nobody asked for", "HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n"],
  ["a header without a name", `${OK}: x\r\n\r\n`],
  ["a folded header", `${OK}A: b\r\n c\r\n\r\n`],
  ["a name with a blank", `${OK}Content-Length : 5\r\n\r\nhello`],
  ["a control character", `${OK}A: b\x00\r\n\r\n`],
  ["a line feed of its own", `${OK}A: b\nC: d\r\n\r\n`],
  ["two lengths", `${OK}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello`],
  ["a length that is none", `${OK}Content-Length: -5\r\n\r\nhello`],
  ["a length and chunks", `${OK}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
  ["a coding that nobody asked for", `${OK}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`],
  ["a chunk without a size", `${CHUNKED}hello\r\n`],
  ["a chunk with a negative size", `${CHUNKED}-5\r\nhello\r\n`],
  ["a size beyond all", `${CHUNKED}${"f".repeat(13)}\r\n`],
  ["a chunk that goes on behind its end", `${CHUNKED}5\r\nhello there\r\n0\r\n\r\n`],
  ["a size without its carriage return", `${CHUNKED}5\nhello\r\n0\r\n\r\n`],
  ["a head without an end", OK + "A: b\r\n".repeat(20_000)],
  ["a size without an end", `${CHUNKED}5;${"x".repeat(20_000)}`],
  ["trailers without an end", `${CHUNKED}0\r\n${"A: b\r\n".repeat(5_000)}`],
])("an answer with %s is none", (_what, text) => {
  for (const size of [text.length, 700])
    expect(() => read(text, size)).toThrow(expect.objectContaining({ code: "HPE_INVALID_RESPONSE" }));
});

test.each([
  ["no length", `${OK}\r\nhello`, true],
  ["a length", `${OK}Content-Length: 9\r\n\r\nhello`, false],
  ["chunks", `${CHUNKED}5\r\nhello\r\n`, false],
  ["half a head", OK, false],
])("an answer with %s that ends with its connection is whole: %s", (_what, text, whole) => {
  const reader = responseReader();
  reader.push(Buffer.from(text));
  expect(reader.isWholeAtEnd()).toBe(whole);
});
