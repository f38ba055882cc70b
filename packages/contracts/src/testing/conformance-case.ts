/** One behaviour that every implementation of a port must show. `run` rejects with an assertion that says what was seen. */
export interface ConformanceCase {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** What a suite works on: opened for one case, and disposed of however the case ends. */
export interface Disposable {
  dispose(): Promise<void>;
}

/** Cases by name. Each opens its own subject, so that none can see what another left behind. */
export function conformanceCases<Subject extends Disposable>(
  open: () => Promise<Subject>,
  bodies: Readonly<Record<string, (subject: Subject) => Promise<void>>>,
): readonly ConformanceCase[] {
  return Object.entries(bodies).map(([name, body]) => ({
    name,
    run: async () => {
      const subject = await open();
      try {
        await body(subject);
      } finally {
        await subject.dispose();
      }
    },
  }));
}
