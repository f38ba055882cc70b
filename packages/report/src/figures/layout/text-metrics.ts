import { type Label, labelText } from "../../text/labels.ts";
import { plainText } from "../../text/plain-text.ts";
import { fitText, textWidth } from "../../text/text-width.ts";

export type Weight = "normal" | "bold";

/**
 * Advance widths of Source Sans 3, regular and bold, from space to tilde, in thousandths of the font's size. Kept here, so that
 * specifications are laid out alike whether or not a font is installed.
 */
const ADVANCES: Readonly<Record<Weight, readonly number[]>> = {
  normal: [
    200, 289, 426, 497, 497, 824, 609, 249, 303, 303, 418, 497, 249, 311, 249, 350, 497, 497, 497, 497, 497, 497, 497,
    497, 497, 497, 249, 249, 497, 497, 497, 425, 847, 543, 588, 571, 615, 527, 494, 617, 652, 263, 479, 579, 486, 727,
    647, 664, 566, 664, 569, 534, 536, 645, 515, 786, 513, 476, 539, 303, 350, 303, 497, 500, 542, 504, 553, 456, 555,
    496, 292, 504, 544, 246, 247, 495, 255, 829, 547, 542, 555, 555, 347, 419, 338, 544, 467, 719, 446, 467, 425, 303,
    241, 303, 497,
  ],
  bold: [
    200, 340, 537, 528, 528, 857, 667, 300, 344, 344, 457, 528, 300, 332, 300, 339, 528, 528, 528, 528, 528, 528, 528,
    528, 528, 528, 300, 300, 528, 528, 528, 463, 902, 573, 605, 582, 635, 548, 524, 638, 674, 301, 509, 614, 518, 762,
    665, 684, 596, 684, 613, 556, 556, 665, 556, 813, 567, 525, 541, 344, 339, 344, 528, 500, 555, 527, 573, 468, 573,
    518, 341, 534, 571, 276, 278, 548, 286, 857, 572, 555, 573, 573, 398, 443, 383, 568, 523, 776, 514, 521, 460, 344,
    268, 344, 528,
  ],
};
/** A column of a terminal, for every other character: wide ones are one em. */
const OTHER = 500;

/** Pixels that a text takes at a font size; of what the font lacks, about. */
export function measure(text: string, size: number, weight: Weight = "normal"): number {
  const advances = ADVANCES[weight];
  let thousandths = 0;
  let others = "";
  for (const character of text) {
    const advance = advances[character.charCodeAt(0) - 32];
    if (advance === undefined) others += character;
    else thousandths += advance;
  }
  return ((thousandths + textWidth(others) * OTHER) * size) / 1000;
}

/** A user's text on one line of at most `width` pixels, with an ellipsis where something is gone. */
export function fit(text: string, width: number, size: number, weight: Weight = "normal"): string {
  const plain = drawable(text);
  if (measure(plain, size, weight) <= width) return plain;
  let [least, most] = [0, Math.min(textWidth(plain), Math.ceil((width / size) * 6))];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (measure(fitText(plain, middle), size, weight) <= width) least = middle;
    else most = middle - 1;
  }
  return fitText(plain, least);
}

/** A title with its key in at most `width` pixels; the title gives way before the key does. */
export function fitNamed(label: Label, width: number, size: number, weight: Weight = "normal"): string {
  const whole = labelText(label);
  if (measure(whole, size, weight) <= width) return whole;
  const key = ` (${label.key})`;
  const room = width - measure(key, size, weight);
  return room >= 4 * size ? fit(label.title, room, size, weight) + key : fit(whole, width, size, weight);
}

/** On one line, without what XML can't hold. */
export function drawable(text: string): string {
  return plainText(text).replaceAll(/[\uFFFE\uFFFF]/g, "");
}

/** Words on lines of at most `width` pixels. */
export function wrap(text: string, width: number, size: number, weight: Weight = "normal"): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of drawable(text).split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (measure(longer, size, weight) <= width) line = longer;
    else {
      if (line !== "") lines.push(line);
      line = fit(word, width, size, weight);
    }
  }
  return [...lines, line];
}
