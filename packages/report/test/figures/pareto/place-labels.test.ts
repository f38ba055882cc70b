import fc from "fast-check";
import { expect, test } from "vitest";
import { placeLabels } from "../../../src/figures/pareto/place-labels.ts";

const area = { x: 0, y: 0, width: 300, height: 200 };
const anchors = fc.array(
  fc.record({
    x: fc.integer({ min: 0, max: 300 }),
    y: fc.integer({ min: 0, max: 200 }),
    texts: fc.constant([
      { text: "12 A long title", width: 70 },
      { text: "12", width: 12 },
    ]),
  }),
  { maxLength: 40 },
);

test("labels cover neither each other, nor a point, nor the edge", () => {
  fc.assert(
    fc.property(anchors, (given) => {
      const taken = given.map(({ x, y }) => ({ x: x - 5, y: y - 5, width: 10, height: 10 }));
      const placed = placeLabels(given, { area, taken, avoided: [] }).flatMap((label) =>
        label ? [{ x: label.x, y: label.y - 6, width: label.text === "12" ? 12 : 70, height: 12 }] : [],
      );
      const all = [...placed, ...taken];
      placed.forEach((box, i) => {
        expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= 300 && box.y + box.height <= 200).toBe(true);
        const others = all.filter((_, j) => j !== i);
        const covered = others.some(
          (other) =>
            box.x < other.x + other.width &&
            other.x < box.x + box.width &&
            box.y < other.y + other.height &&
            other.y < box.y + box.height,
        );
        expect(covered).toBe(false);
      });
    }),
    { numRuns: 100 },
  );
});

test("a title gives way to the number, and what is avoided gives way to need", () => {
  const tight = {
    x: 100,
    y: 100,
    texts: [
      { text: "long", width: 290 },
      { text: "1", width: 6 },
    ],
  };
  expect(placeLabels([tight], { area, taken: [], avoided: [] })[0]).toMatchObject({ text: "1", isFar: false });
  expect(placeLabels([tight], { area, taken: [], avoided: [area] })[0]).toMatchObject({ text: "1" });
  expect(placeLabels([tight], { area, taken: [area], avoided: [] })).toEqual([null]);
});
