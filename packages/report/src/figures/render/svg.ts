import type { Figure } from "../figure.ts";
import { drawable, measure } from "../layout/text-metrics.ts";
import { embeddedFonts } from "./fonts.ts";
import { optional } from "./optional-module.ts";

/**
 * A figure as SVG, with its fonts in it and nothing that is loaded from elsewhere. Equal figures give equal bytes.
 * @throws {ScyllaError} `USAGE` where a package that draws is not installed.
 */
export async function renderSvg({ spec, title, alt }: Figure): Promise<string> {
  const [vega, { compile }] = await Promise.all([
    optional("vega", () => import("vega")),
    optional("vega-lite", () => import("vega-lite")),
  ]);
  const compiled = compile(spec as unknown as Parameters<typeof compile>[0], { logger: vega.logger(vega.Error) });
  const view = new vega.View(vega.parse(compiled.spec), { renderer: "none", logLevel: vega.Error });
  try {
    return described(withLengths(await view.toSVG()), { title, alt, style: await embeddedFonts() });
  } finally {
    view.finalize();
  }
}

const ENTITIES: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"' };

/** Texts keep their widths where fonts of images are not allowed, and another one stands in. */
function withLengths(svg: string): string {
  return svg.replaceAll(/<text ([^>]*)>([ -;=-~]+)<\/text>/g, (whole, attributes: string, content: string) => {
    const size = /font-size="([\d.]+)px"/.exec(attributes)?.[1];
    const text = content.replaceAll(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity);
    if (size === undefined || text.length < 2) return whole;
    const weight = attributes.includes('font-weight="700"') ? "bold" : "normal";
    const length = measure(text, Number(size), weight).toFixed(1);
    return `<text ${attributes} textLength="${length}" lengthAdjust="spacingAndGlyphs">${content}</text>`;
  });
}

function described(
  svg: string,
  { title, alt, style }: { readonly title: string; readonly alt: string; readonly style: string },
): string {
  const start = svg.indexOf(">") + 1;
  const opening = svg.slice(0, start - 1);
  return `${opening} role="img"><title>${escaped(title)}</title><desc>${escaped(alt)}</desc><style>${style}</style>${svg.slice(start)}\n`;
}

function escaped(text: string): string {
  return drawable(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
