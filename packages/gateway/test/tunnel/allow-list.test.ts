import { expect, test } from "vitest";
import { allowList } from "../../src/tunnel/allow-list.ts";
import { isOwnAddress } from "../../src/tunnel/dial.ts";

test.each([
  ["example.org", "example.org", 443, true],
  ["example.org", "EXAMPLE.org.", 80, true],
  ["example.org", "example.org", 22, false],
  ["example.org", "sub.example.org", 443, false],
  ["example.org", "evilexample.org", 443, false],
  ["example.org", "example.org.evil.net", 443, false],
  ["example.org:8443", "example.org", 8443, true],
  ["example.org:8443", "example.org", 443, false],
  ["*.example.org", "a.b.example.org", 443, true],
  ["*.example.org", "example.org", 443, false],
  ["*.example.org:22", "a.example.org", 22, true],
  ["10.0.0.7:5432", "10.0.0.7", 5432, true],
  ["[::1]:5432", "[::1]", 5432, true],
  ["Example.ORG", "example.org", 443, true],
])("%s and %s:%d", (entry, host, port, allowed) => {
  expect(allowList([entry]).allows(host, port)).toBe(allowed);
});

test("nothing is allowed unless it is named", () => {
  expect(allowList([]).allows("example.org", 443)).toBe(false);
});

test.each([
  "",
  "https://example.org",
  "example.org/path",
  "user@example.org",
  "*",
  "*.",
  "*.*.org",
  "a b",
  "exa_mple..org",
  "example.org:0",
  "example.org:65536",
  "example.org:x",
  "*.10.0.0.7",
  "[::1",
  "-a.org",
])("%j is not a host", (entry) => {
  expect(() => allowList([entry])).toThrow(expect.objectContaining({ code: "CONFIG_INVALID" }));
});

test.each([
  ["127.0.0.1", true],
  ["127.8.8.8", true],
  ["0.0.0.0", true],
  ["169.254.169.254", true],
  ["::1", true],
  ["::", true],
  ["fe80::1", true],
  ["::ffff:127.0.0.1", true],
  ["::ffff:169.254.169.254", true],
  ["10.0.0.7", false],
  ["93.184.215.14", false],
  ["2606:4700::1", false],
])("%s belongs to this machine: %s", (address, own) => {
  expect(isOwnAddress(address)).toBe(own);
});
