import { canonicalJson, digestOf, type Json, sha256 } from "@scylla/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

describe("canonicalJson", () => {
  test("sorts keys by code unit at every depth and leaves undefined members out", () => {
    expect(canonicalJson({ b: 1, a: { Z: [1, { d: null, c: "x" }], é: true }, gone: undefined })).toBe(
      '{"a":{"Z":[1,{"c":"x","d":null}],"é":true},"b":1}',
    );
  });

  test("is read back as the same value", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const normal = JSON.parse(JSON.stringify(value)) as Json;
        expect(JSON.parse(canonicalJson(normal))).toEqual(normal);
      }),
    );
  });

  test("does not depend on the order in which members were added", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.integer()), (members) => {
        const reversed = Object.fromEntries(Object.entries(members).reverse());
        expect(digestOf(reversed)).toBe(digestOf(members));
      }),
    );
  });
});

test("sha256 is the standard's", () => {
  expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
