/** The value of a promise, or `undefined` when it takes too long; what it does later is nobody's concern. */
export type Within = <Value>(work: Promise<Value>) => Promise<Value | undefined>;

export const withinMs =
  (limitMs: number): Within =>
  async (work) => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, limitMs, undefined);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
      // It may still fail, with nobody left to hear of it.
      work.catch(() => undefined);
    }
  };
