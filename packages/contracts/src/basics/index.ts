// What a program needs that starts often and must answer at once: no schema, so no parser is loaded with it.
export * from "../error-codes.ts";
export * from "../errors.ts";
export * from "../nearest-name.ts";
export * from "../outcome.ts";
export * from "../stage.ts";
