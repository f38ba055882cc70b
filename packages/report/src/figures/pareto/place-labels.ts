/** A rectangle, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Anchor {
  readonly x: number;
  readonly y: number;
  /** Texts to try, best first, each with its width. */
  readonly texts: readonly { readonly text: string; readonly width: number }[];
}

export interface PlacedLabel {
  readonly text: string;
  /** Of its left edge and its middle. */
  readonly x: number;
  readonly y: number;
  /** So far from its point that a line has to lead to it. */
  readonly isFar: boolean;
}

const HEIGHT = 12;
const DIRECTIONS = Array.from({ length: 16 }, (_, i) => (i * Math.PI) / 8);
/** Beyond it a line leads to the label. */
const NEAR = 14;
const DISTANCES = [8, 14, 22, 32, 44, 58];

export interface LabelSpace {
  readonly area: Box;
  readonly taken: readonly Box[];
  /** Better left free. */
  readonly avoided: readonly Box[];
}

/** Where labels stand without covering each other, a point or the edge; null for one that has no place. First come, first served. */
export function placeLabels(
  anchors: readonly Anchor[],
  { area, taken, avoided }: LabelSpace,
): readonly (PlacedLabel | null)[] {
  const used = [...taken];
  return anchors.map((anchor) => {
    for (const text of anchor.texts) {
      const isLast = text === anchor.texts.at(-1);
      // A long text that is far from its point is read with another one.
      const tried = DISTANCES.filter((distance) => isLast || distance <= NEAR);
      for (const obstacles of [[...used, ...avoided], used]) {
        const found = freePlace(
          anchor,
          text,
          tried,
          (box) => isWithin(box, area) && !obstacles.some((other) => overlaps(box, other)),
        );
        if (!found) continue;
        used.push(found.box);
        return { text: text.text, x: found.box.x, y: found.box.y + HEIGHT / 2, isFar: found.distance > NEAR };
      }
    }
    return null;
  });
}

function freePlace(
  anchor: Anchor,
  { width }: Anchor["texts"][number],
  distances: readonly number[],
  isFree: (box: Box) => boolean,
): { readonly box: Box; readonly distance: number } | null {
  for (const distance of distances) {
    for (const angle of DIRECTIONS) {
      const box = boxAt(anchor, width, distance, angle);
      if (isFree(box)) return { box, distance };
    }
  }
  return null;
}

/** The label's nearest edge lies in this direction. */
function boxAt({ x, y }: Anchor, width: number, distance: number, angle: number): Box {
  const [across, down] = [Math.cos(angle), Math.sin(angle)];
  const left =
    Math.abs(across) < 0.1 ? x - width / 2 : across > 0 ? x + across * distance : x + across * distance - width;
  return { x: Math.round(left), y: Math.round(y + down * distance - HEIGHT / 2), width, height: HEIGHT };
}

function isWithin(box: Box, area: Box): boolean {
  return (
    box.x >= area.x &&
    box.y >= area.y &&
    box.x + box.width <= area.x + area.width &&
    box.y + box.height <= area.y + area.height
  );
}

function overlaps(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}
