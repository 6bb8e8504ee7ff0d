/** Turns pieces of output into whole lines. */
export type LineSplitter = {
  readonly push: (text: string) => void;
  /** Passes on what is left without an end of line. */
  readonly end: () => void;
};

export function splitLines(onLine: (line: string) => void): LineSplitter {
  let rest = '';
  return {
    push: (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line !== '') onLine(line);
    },
    end: () => {
      if (rest !== '') onLine(rest);
      rest = '';
    },
  };
}
