/** What a shell is offered. */
export interface Candidates {
  /** What the shell adds of its own: paths are its business. */
  readonly kind: "none" | "files" | "dirs";
  /** One that ends in `/` or `,` can go on. */
  readonly values: readonly { readonly value: string; readonly about?: string }[];
}

export const NOTHING: Candidates = { kind: "none", values: [] };

/** As the scripts read them: the kind, then a candidate a line, with a tab before what it means. */
export function candidateLines({ kind, values }: Candidates): string {
  const plain = (text: string): string => text.replaceAll(/\p{Cc}+/gu, " ");
  const lines = values.map(({ value, about }) => plain(value) + (about === undefined ? "" : `\t${plain(about)}`));
  return [kind, ...lines].map((line) => `${line}\n`).join("");
}
