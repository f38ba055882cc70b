/** How a drive is shown, wherever that is. */
export interface Shown extends Disposable {
  /** A line that stays. */
  say(text: string): void;
}
