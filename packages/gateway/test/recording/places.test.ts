import { expect, test } from "vitest";
import { intoPlaces, outOfPlaces } from "../../src/recording/places.ts";

const A = { home: "/tmp/a/home", workspace: "/tmp/a/home/ws.1" };
const B = { home: "/b", workspace: "/c/ws" };

test("a place in another is taken for itself, also where agents write it with dashes", () => {
  const text = "/tmp/a/home/ws.1/x in /tmp/a/home/.cli/projects/-tmp-a-home-ws-1/memory";
  const named = "{{workspace}}/x in {{home}}/.cli/projects/{{workspace:dashed}}/memory";
  expect(outOfPlaces(text, A)).toBe(named);
  expect(intoPlaces(named, A)).toBe(text);
  expect(intoPlaces(named, B)).toBe("/c/ws/x in /b/.cli/projects/-c-ws/memory");
});

test("an empty place is nowhere", () => {
  expect(outOfPlaces("abc", { home: "" })).toBe("abc");
});
