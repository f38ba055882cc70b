import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { FONT, trueTypeFonts } from "./fonts.ts";
import { optional } from "./optional-module.ts";

/** Pixels a CSS pixel: about 300 an inch. */
const ZOOM = 3;

/** Fonts and renderer are loaded once a process, when the first picture is drawn. */
let loaded: ReturnType<typeof load> | undefined;

/**
 * An SVG of ours as PNG, by fonts that are brought along: none of the system's.
 * @throws {ScyllaError} `USAGE` where a package that draws is not installed.
 */
export async function renderPng(svg: string): Promise<Uint8Array> {
  loaded ??= load();
  const { Resvg, fontBuffers } = await loaded;
  const drawn = new Resvg(withoutSequences(svg), {
    fitTo: { mode: "zoom", value: ZOOM },
    font: { fontBuffers, defaultFontFamily: FONT, sansSerifFamily: FONT, loadSystemFonts: false } as never,
  });
  const image = drawn.render();
  try {
    return image.asPng();
  } finally {
    image.free();
    drawn.free();
  }
}

async function load() {
  const { Resvg, initWasm } = await optional("@resvg/resvg-wasm", () => import("@resvg/resvg-wasm"));
  const program = createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm");
  await initWasm(await readFile(program));
  return { Resvg, fontBuffers: (await trueTypeFonts()).map((font) => new Uint8Array(font)) };
}

/** What the fonts lack is drawn as a box: one for a sequence that would be one picture. */
function withoutSequences(svg: string): string {
  return svg.replaceAll(
    /(\p{Extended_Pictographic})(?:\u200D\p{Extended_Pictographic}|[\uFE0F\u{1F3FB}-\u{1F3FF}])+/gu,
    "$1",
  );
}
