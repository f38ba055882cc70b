import { expect, test } from "vitest";
import { eventScanner } from "../../src/metering/event-scanner.ts";

function scan(chunks: readonly Buffer[], markers: readonly string[] = [], all = true): string[] {
  const seen: string[] = [];
  const scanner = eventScanner({
    all: () => all,
    markers: markers.map((marker) => Buffer.from(marker)),
    onEvent: (data) => seen.push(data),
  });
  for (const chunk of chunks) scanner.push(chunk);
  scanner.end();
  return seen;
}

const cut = (text: string, size: number): Buffer[] => {
  const bytes = Buffer.from(text);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
};

const EVENTS = ['{"a":"äöü€😀"}', '{"b":2}', "[DONE]"];

test.each(["\n", "\r\n"])("events are found wherever the network cuts them: line end %j", (eol) => {
  const text = `: comment${eol}${eol}${EVENTS.map((data) => `event: x${eol}data: ${data}${eol}${eol}`).join("")}`;
  for (let size = 1; size <= text.length + 4; size++)
    expect(scan(cut(text, size)), `pieces of ${size}`).toEqual(EVENTS);
});

test("data on several lines is one event, and a space after the colon is not needed", () => {
  expect(scan([Buffer.from('data:{"a":\ndata: 1}\n\n')])).toEqual(['{"a":\n1}']);
});

test("an event that the end of the stream cuts off is still looked at", () => {
  expect(scan([Buffer.from('data: {"a":1}')])).toEqual(['{"a":1}']);
});

test("once nothing else is wanted, only events with a marker are decoded, in pieces too", () => {
  const text = 'data: {"x":1}\n\ndata: {"usage":{"n":1}}\n\ndata: {"x":2}\n\n';
  for (const size of [1, 7, 100]) {
    const seen = scan(cut(text, size), ['"usage":{'], false);
    expect(seen.filter((data) => data.includes("usage"))).toEqual(['{"usage":{"n":1}}']);
    if (size < 100) expect(seen).toHaveLength(1);
  }
});

test("an event larger than any that tells usage is passed over in bounded memory, and the next one is found", () => {
  const scanner: string[] = [];
  const big = eventScanner({ all: () => true, markers: [], onEvent: (data) => scanner.push(data) });
  const piece = Buffer.alloc(1024 * 1024, "x");
  for (let i = 0; i < 40; i++) big.push(piece);
  big.push(Buffer.from('\n\ndata: {"a":1}\n\n'));
  expect(scanner.at(-1)).toBe('{"a":1}');
});
