import { readFile } from "node:fs/promises";
import { projector, renderTerminal } from "@scylla/report";
import { expect, test } from "vitest";
import { byPassRate, type SetUp, view } from "./fixtures/views.ts";

/** Runs of eight tasks by their ends, each at this price in nano-USD. */
function setUp(name: string, title: string, price: number, ends: (task: number) => string): SetUp {
  const tasks = Array.from({ length: 8 }, (_, i) => i + 1);
  const codes = (task: number) => [...ends(task)].map((letter) => (letter === "M" ? letter : `${letter}${price}`));
  return { name, title, runs: Object.fromEntries(tasks.map((task) => [`task-0${task}`, codes(task)])) };
}

test("the page on reading a report shows one as it is", async () => {
  const hard = (task: number, ends: string) => (task === 8 ? "FFFF" : ends);
  const given = view({
    repeats: 4,
    name: "nightly",
    setUps: [
      setUp("T0/00-plain", "Nothing but the task", 4_200_000, (t) => hard(t, t % 2 ? "PPFF" : "PFFF")),
      setUp("T0/01-rule", "A rule that helps", 4_600_000, (t) => hard(t, t % 3 ? "PPPP" : "PPPF")),
      setUp("T1/00-skill", "A skill nobody opens", 12_600_000, (t) =>
        hard(t, t === 3 ? "PPPM" : t % 2 ? "PFPF" : "FPFF"),
      ),
    ],
  });
  const page = await readFile(new URL("../../../docs/reports.md", import.meta.url), "utf8");
  const shown = /```text\n([\s\S]+?)```/.exec(page)?.[1] ?? "not there";
  const text = renderTerminal(projector({ select: byPassRate }).results(given), { width: 100, color: false });
  expect(text.startsWith(shown)).toBe(true);
});
