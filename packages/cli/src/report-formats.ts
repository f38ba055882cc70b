/** What a report can be printed as. */
export const FORMATS = ["terminal", "json", "markdown"] as const;

export type Format = (typeof FORMATS)[number];
