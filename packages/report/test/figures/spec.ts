import type { Figure } from "@scylla/report/figures";

type Value = Readonly<Record<string, unknown>>;
interface View {
  readonly mark: Value;
  readonly data: { readonly values: readonly Value[] };
}

export function viewsOf({ spec }: Figure): readonly View[] {
  return spec["layer"] as readonly View[];
}

/** Everything that stands in a specification as text, in the order of drawing. */
export function wordsOf(figure: Figure): readonly string[] {
  return viewsOf(figure)
    .filter(({ mark }) => mark["type"] === "text")
    .flatMap(({ data }) => data.values.map(({ text }) => String(text)));
}

/** Values that have all of these fields. */
export function valuesWith(figure: Figure, ...fields: readonly string[]): readonly Value[] {
  return viewsOf(figure)
    .flatMap(({ data }) => data.values)
    .filter((value) => fields.every((field) => field in value));
}
