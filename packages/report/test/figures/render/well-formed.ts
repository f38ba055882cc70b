const TAG = /<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/y;
const TEXT = /[^<]+/y;
const ENTITY = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i;

/** What keeps a text from being XML as SVG needs it; nothing for a whole document. */
export function wellFormed(xml: string): readonly string[] {
  const open: string[] = [];
  const faults: string[] = [];
  let at = 0;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids.
  if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/.test(xml) || !xml.isWellFormed())
    faults.push("a forbidden character");
  if (ENTITY.test(xml)) faults.push("a bare ampersand");
  while (at < xml.length && faults.length === 0) {
    TEXT.lastIndex = at;
    TAG.lastIndex = at;
    const text = TEXT.exec(xml);
    const tag = TAG.exec(xml);
    if (text) at = TEXT.lastIndex;
    else if (tag) {
      const [, closing, name = "", , empty] = tag;
      if (closing) {
        if (open.pop() !== name) faults.push(`a stray </${name}>`);
      } else if (!empty) open.push(name);
      at = TAG.lastIndex;
    } else faults.push(`no tag at ${xml.slice(at, at + 40)}`);
  }
  return [...faults, ...open.map((name) => `<${name}> stays open`)];
}
