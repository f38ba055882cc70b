/**
 * What the rows of a store never say of one another, whoever wrote them: each query finds what does.
 * Sums and seals prove that rows are what was written; these prove that they are what a store writes.
 */
export const CONTRADICTIONS: readonly (readonly [why: string, query: string])[] = [
  [
    "the log of a run has a gap",
    `SELECT 1 FROM run LEFT JOIN (
       SELECT run, count(DISTINCT version) AS steps, count(*) AS rows, max(version) AS last FROM transition GROUP BY run
     ) ON run = id WHERE version <> coalesce(steps, 0) OR version <> coalesce(rows, 0) OR version <> coalesce(last, 0)`,
  ],
  [
    "a step of a run does not begin where the one before it ended",
    `SELECT 1 FROM (
       SELECT from_state, lag(to_state, 1, 'planned') OVER steps AS before, fence, lag(fence, 1, 0) OVER steps AS claim
       FROM transition WINDOW steps AS (PARTITION BY run ORDER BY version)
     ) WHERE from_state <> before OR fence < claim`,
  ],
  [
    "a run is not where its log ends",
    `SELECT 1 FROM run LEFT JOIN transition AS step ON step.run = id AND step.version = run.version
     WHERE state <> coalesce(to_state, 'planned') OR run.fence < coalesce(step.fence, 0)`,
  ],
  [
    "a run lacks what its state stands for",
    `SELECT 1 FROM run LEFT JOIN attempt ON attempt.run = id AND attempt.attempt = run.attempt
     LEFT JOIN grading ON grading.run = id AND grading.attempt = run.attempt AND grading.grading = run.grading
     WHERE (state NOT IN ('planned', 'workspace', 'missing') AND attempt.run IS NULL)
     OR (state IN ('agent', 'captured', 'checked', 'judged', 'graded') AND outcome IS NULL)
     OR (state IN ('captured', 'checked', 'judged', 'graded') AND capture IS NULL)
     OR (state = 'checked' AND grading.run IS NULL)
     OR (state = 'graded' AND basis IS NULL)`,
  ],
  [
    "the attempts of a run are not those that it counts",
    `SELECT 1 FROM attempt JOIN run ON id = run
     WHERE attempt.attempt NOT BETWEEN 1 AND run.attempt OR (abandoned IS NOT NULL) <> (attempt.attempt < run.attempt)
     UNION ALL
     SELECT 1 FROM run WHERE attempt - 1 <> (
       SELECT count(*) FROM attempt AS earlier WHERE earlier.run = id AND earlier.attempt < run.attempt
     )
     UNION ALL SELECT 1 FROM (SELECT count(*) AS all_of_them, max(position) AS last, min(position) AS first FROM attempt)
     WHERE all_of_them > 0 AND (first <> 1 OR last <> all_of_them)`,
  ],
  [
    "the ledger is not that of the attempts that do not count",
    `SELECT 1 FROM attempt LEFT JOIN spend USING (run, attempt)
     WHERE abandoned IS NOT spend.reason`,
  ],
  [
    "an attempt is half recorded",
    `SELECT 1 FROM attempt WHERE (outcome IS NULL) <> (duration_ms IS NULL) OR (outcome IS NULL) <> (isolation IS NULL)
     OR (outcome IS NULL) <> (cost_source IS NULL) OR (outcome IS NULL AND cost IS NOT NULL)`,
  ],
  [
    "a grading is none of its attempt's",
    `SELECT 1 FROM grading JOIN run ON id = run
     WHERE grading.attempt = run.attempt AND grading.grading > run.grading
     UNION ALL SELECT 1 FROM artifact JOIN run ON id = run
     WHERE artifact.attempt = run.attempt AND artifact.grading > run.grading`,
  ],
  [
    "its plans are not those that it counts",
    `SELECT 1 FROM (SELECT count(*) AS all_of_them, max(revision) AS last, min(revision) AS first FROM plan)
     WHERE all_of_them = 0 OR first <> 1 OR last <> all_of_them`,
  ],
];

/** Every kind of step that was taken, and whether it was a reopening. */
export const STEPS_TAKEN = `
  SELECT DISTINCT from_state, to_state, op_id = 'reopen.' || fence AS reopened FROM transition`;
