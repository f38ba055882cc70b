import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { optional } from "./optional-module.ts";
import { trueTypeOf } from "./woff.ts";

export const FONT = "Source Sans 3";

const WEIGHTS = [400, 700] as const;
const SCRIPTS = ["latin", "latin-ext", "greek", "cyrillic", "vietnamese"] as const;

/** The fonts of pictures, as TrueType: regular and bold in each script. */
export async function trueTypeFonts(): Promise<readonly Buffer[]> {
  const names = SCRIPTS.flatMap((script) => WEIGHTS.map((weight) => `${script}-${weight}`));
  return Promise.all(names.map(async (name) => trueTypeOf(await fontFile(`source-sans-3-${name}-normal.woff`))));
}

/** A style sheet with the Latin fonts in it, so that an image looks the same wherever it is shown. */
export async function embeddedFonts(): Promise<string> {
  const faces = await Promise.all(
    WEIGHTS.map(async (weight) => {
      const file = await fontFile(`source-sans-3-latin-${weight}-normal.woff2`);
      const source = `url(data:font/woff2;base64,${file.toString("base64")}) format("woff2")`;
      return `@font-face{font-family:"${FONT}";font-weight:${weight};src:${source}}`;
    }),
  );
  return faces.join("");
}

async function fontFile(name: string): Promise<Buffer> {
  const { resolve } = createRequire(import.meta.url);
  return optional("@fontsource/source-sans-3", async () =>
    readFile(resolve(`@fontsource/source-sans-3/files/${name}`)),
  );
}
