import { STAGES, type Stage } from "@scylla/contracts/basics";
import { suggestion, usageError } from "./usage-error.ts";

/** Reads a whole number between two bounds. @throws {ScyllaError} `USAGE`. */
export function wholeNumber(option: string, low: number, high: number): (text: string) => number {
  return (text) => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (number >= low && number <= high) return number;
    throw usageError(
      `${option} takes a whole number from ${low} to ${high}, not ${JSON.stringify(text)}`,
      `For example: ${option} ${Math.min(high, Math.max(low, 4))}`,
    );
  };
}

/** Reads a number between two bounds. @throws {ScyllaError} `USAGE`. */
export function numberFrom(option: string, low: number, high: number): (text: string) => number {
  return (text) => {
    const number = /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN;
    if (number >= low && number <= high) return number;
    throw usageError(
      `${option} takes a number from ${low} to ${high}, not ${JSON.stringify(text)}`,
      `For example: ${option} ${Math.min(high, Math.max(low, 0.8))}`,
    );
  };
}

/** Reads one of a few words. @throws {ScyllaError} `USAGE`, naming the nearest. */
export function oneOf<Word extends string>(option: string, words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const word = words.find((one) => one === text);
    if (word !== undefined) return word;
    throw usageError(`${option} takes ${words.join(" or ")}, not ${JSON.stringify(text)}`, suggestion(text, words));
  };
}

/** Reads the name of a stage. @throws {ScyllaError} `USAGE`, naming the nearest. */
export function stageName(option: string): (text: string) => Stage {
  return (text) => {
    const stage = STAGES.find((one) => one === text);
    if (stage) return stage;
    throw usageError(`${option} names no stage: ${JSON.stringify(text)}`, suggestion(text, STAGES));
  };
}

/** Reads names with commas between them. @throws {ScyllaError} `USAGE` where there are none. */
export function nameList(option: string): (text: string) => readonly string[] {
  return (text) => {
    const names = text.split(",").map((name) => name.trim());
    if (names.every((name) => name !== "")) return [...new Set(names)];
    throw usageError(
      `${option} takes names with commas between them, not ${JSON.stringify(text)}`,
      `For example: ${option} T0,T1`,
    );
  };
}
