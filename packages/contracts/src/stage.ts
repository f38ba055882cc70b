/** The stages of a run, in order. The first three buy an attempt, the last three grade it. */
export const STAGES = ["workspace", "agent", "capture", "check", "judge", "verdict"] as const;

export type Stage = (typeof STAGES)[number];

export function stageIndex(stage: Stage): number {
  return STAGES.indexOf(stage);
}

/** Which stages a drive may do; both ends inclusive. A run is left alone where its next stage lies outside. */
export interface StageRange {
  readonly from?: Stage | undefined;
  readonly until?: Stage | undefined;
}

export function inRange(stage: Stage, range: StageRange): boolean {
  const at = stageIndex(stage);
  return (
    (range.from === undefined || at >= stageIndex(range.from)) &&
    (range.until === undefined || at <= stageIndex(range.until))
  );
}
