import fc from "fast-check";
import { expect, test } from "vitest";
import { region } from "../../src/progress/region.ts";
import { screen } from "../fixtures/screen.ts";

test("each drawing replaces the one before, and nothing remains of it", async () => {
  const on = screen(80);
  const drawn = region(on.stream);
  drawn.draw(["one", "two is longer"]);
  expect(await on.lines()).toEqual(["one", "two is longer"]);
  drawn.draw(["three", "2"]);
  expect(await on.lines()).toEqual(["three", "2"]);
  drawn.draw(["four"]);
  expect(await on.lines()).toEqual(["four"]);
  drawn.clear();
  expect(await on.lines()).toEqual([]);
});

test("what is printed goes above the lines, which stay, and is never lost", async () => {
  const on = screen(80, 5);
  const drawn = region(on.stream);
  for (let i = 0; i < 12; i++) {
    drawn.print(`said ${i}`);
    drawn.draw(["live", `frame ${i}`]);
  }
  expect(await on.lines()).toEqual([...Array.from({ length: 12 }, (_, i) => `said ${i}`), "live", "frame 11"]);
});

test("a printed line that fills the terminal to its last column keeps its last character", async () => {
  const on = screen(20);
  const drawn = region(on.stream);
  drawn.draw(["live"]);
  drawn.print("x".repeat(20));
  drawn.print("y".repeat(47));
  expect(await on.lines()).toEqual(["x".repeat(20), "y".repeat(47), "live"]);
});

test("a frame is one write, between marks that show it at once; an equal one is none", () => {
  const on = screen(80);
  const drawn = region(on.stream);
  drawn.draw(["live", "same"]);
  drawn.draw(["live", "same"]);
  expect(on.writes()).toBe(1);
  drawn.draw(["live", "other"]);
  expect(on.writes()).toBe(2);
});

test("a terminal of another width is drawn to again, also where the lines are the same", async () => {
  const on = screen(80);
  const drawn = region(on.stream);
  drawn.draw(["live"]);
  await on.resize(60);
  drawn.draw(["live"]);
  expect(on.writes()).toBe(2);
});

test("what was cleared is not erased again, nor what something else wrote below", async () => {
  const on = screen(80);
  const drawn = region(on.stream);
  drawn.draw(["live"]);
  drawn.leave();
  on.stream.write("[1]+  Stopped\n$ fg\n");
  drawn.draw(["live again"]);
  drawn.clear();
  drawn.clear();
  expect(await on.lines()).toEqual(["live", "[1]+  Stopped", "$ fg"]);
});

test("the cursor is never hidden, and waits at the beginning of the line below", async () => {
  const on = screen(80);
  const drawn = region(on.stream);
  drawn.print("said");
  drawn.draw(["live", "lines"]);
  expect(await on.cursor()).toEqual({ row: 3, column: 0, hidden: false });
});

test("a terminal that cuts lines off instead of wrapping them loses nothing above", async () => {
  const on = screen(80);
  const drawn = region(on.stream, { reflows: false });
  drawn.print("said");
  drawn.draw(["x".repeat(70)]);
  // Its one row stays one row.
  on.stream.columns = 30;
  drawn.draw(["narrow"]);
  expect(await on.lines()).toEqual(["said", "narrow"]);
});

const pieces = fc.array(fc.constantFrom("abc ", "漢字", "🦑", "e\u0301", "word"), { maxLength: 12 });

test("whatever is drawn and however the terminal is resized, only what was printed and the last drawing are there", async () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant("draw" as const), lines: fc.array(pieces, { minLength: 1, maxLength: 4 }) }),
    fc.record({
      kind: fc.constant("print" as const),
      text: fc.constantFrom("said", "said at more length than a narrow one has"),
    }),
    fc.record({ kind: fc.constant("resize" as const), columns: fc.integer({ min: 12, max: 60 }) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const on = screen(40, 40);
      const drawn = region(on.stream);
      const said: string[] = [];
      let live: readonly string[] = [];
      for (const one of steps) {
        if (one.kind === "resize") await on.resize(one.columns);
        if (one.kind === "print") {
          said.push(one.text);
          drawn.print(one.text);
        }
        if (one.kind === "draw") {
          live = one.lines.map((parts, i) => `${i}${fit(parts, on.stream.columns - 2)}`);
          drawn.draw(live);
        }
      }
      expect(await on.lines()).toEqual([...said, ...live]);
    }),
    { numRuns: 60 },
  );
});

/** As many of the parts as are surely narrower than `width`, without blanks at the end. */
function fit(parts: readonly string[], width: number): string {
  let text = "";
  for (const part of parts) if ((text + part).length <= width / 2) text += part;
  return text.trimEnd();
}
