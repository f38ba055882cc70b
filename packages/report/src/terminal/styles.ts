import { styleText } from "node:util";

export type Style = "bold" | "dim" | "green" | "red" | "yellow";

/** Puts colour on a text that is cut and padded already; a no-op where colour is off. */
export type Painter = (style: Style, text: string) => string;

export function painter(color: boolean): Painter {
  return (style, text) => (color && text !== "" ? styleText(style, text, { validateStream: false }) : text);
}
