import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { type MetricPoint, metricsIn, objectIn } from './emf.ts';
import { type LineSplitter, splitLines } from './lines.ts';
import { terminalLine } from './terminal-line.ts';

export const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type Level = (typeof levels)[number];

export type LogOptions = {
  /** Holds `logs/<function>.log` and `metrics/<function>.jsonl`. */
  readonly dataDir: string;
  /** What goes to the terminal as well. */
  readonly level: Level;
  readonly terminal: (line: string) => void;
};

export type MetricSum = { readonly sum: number; readonly count: number };

export type FunctionLogs = {
  /** Takes output as it comes, in pieces. */
  readonly write: (functionName: string, stream: 'stdout' | 'stderr', text: string) => void;
  /** A line of the cloud itself, in `logs/cloud.log`. */
  readonly say: (level: Exclude<Level, 'silent'>, event: string, details?: Readonly<Record<string, unknown>>) => void;
  /** Sum of a metric over all functions, or over those with these dimensions, since the start. */
  readonly metric: (name: string, dimensions?: Readonly<Record<string, string>>) => MetricSum;
  readonly close: () => Promise<void>;
};

const cloudLog = 'cloud';
/** Lines go to their file so long after the first of them: a call of the system for each costs more than making it. */
const gatherMs = 50;

export function openLogs({ dataDir, level, terminal }: LogOptions): FunctionLogs {
  const logDir = join(dataDir, 'logs');
  const metricDir = join(dataDir, 'metrics');
  mkdirSync(logDir, { recursive: true });
  mkdirSync(metricDir, { recursive: true });
  const files = new Map<string, WriteStream>();
  const splitters = new Map<string, LineSplitter>();
  const points = new Map<string, { readonly point: MetricPoint; sum: number; count: number }>();

  const append = (path: string, line: string): void => {
    const file = files.get(path) ?? createWriteStream(path, { flags: 'a' });
    files.set(path, file);
    if (file.writableCorked === 0) {
      file.cork();
      setTimeout(() => file.uncork(), gatherMs);
    }
    file.write(`${line}\n`);
  };
  const show = (functionName: string, lineLevel: Level, line: string): void => {
    if (levels.indexOf(lineLevel) >= levels.indexOf(level)) terminal(terminalLine(lineLevel, functionName, line));
  };
  const count = (point: MetricPoint): void => {
    const key = JSON.stringify([point.namespace, point.name, point.dimensions]);
    const total = points.get(key) ?? { point, sum: 0, count: 0 };
    points.set(key, total);
    for (const value of point.values) total.sum += value;
    total.count += point.values.length;
  };
  const onLine = (functionName: string, stream: 'stdout' | 'stderr', line: string): void => {
    const metrics = metricsIn(line);
    if (metrics !== undefined) {
      append(join(metricDir, `${functionName}.jsonl`), line);
      metrics.forEach(count);
      return;
    }
    append(join(logDir, `${functionName}.log`), line);
    show(functionName, levelOf(line, stream), line);
  };

  return {
    write: (functionName, stream, text) => {
      const key = `${stream} ${functionName}`;
      const splitter = splitters.get(key) ?? splitLines((line) => onLine(functionName, stream, line));
      splitters.set(key, splitter);
      splitter.push(text);
    },
    say: (lineLevel, event, details = {}) => {
      const line = JSON.stringify({ level: lineLevel.toUpperCase(), message: event, ...details, at: new Date() });
      append(join(logDir, `${cloudLog}.log`), line);
      show(cloudLog, lineLevel, line);
    },
    metric: (name, dimensions = {}) => {
      const wanted = Object.entries(dimensions);
      const total = { sum: 0, count: 0 };
      for (const { point, sum, count: values } of points.values()) {
        if (point.name !== name || !wanted.every(([key, value]) => point.dimensions[key] === value)) continue;
        total.sum += sum;
        total.count += values;
      }
      return total;
    },
    close: async () => {
      for (const splitter of splitters.values()) splitter.end();
      await Promise.all([...files.values()].map((file) => new Promise<void>((done) => file.end(done))));
    },
  };
}

/** Powertools states its level; anything else on stderr is a warning at least. */
function levelOf(line: string, stream: 'stdout' | 'stderr'): Level {
  const stated = String(objectIn(line)?.level ?? '').toLowerCase();
  const known = levels.find((each) => each === stated);
  return known ?? (stated === 'critical' ? 'error' : stream === 'stderr' ? 'warn' : 'info');
}
