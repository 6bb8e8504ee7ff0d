import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLogs } from '../../../local/logs/function-logs.ts';

const emf = (service: string, stored: number | number[]): string =>
  JSON.stringify({
    _aws: {
      Timestamp: 1,
      CloudWatchMetrics: [
        { Namespace: 'Sangam', Dimensions: [['service']], Metrics: [{ Name: 'SmsStored', Unit: 'Count' }] },
      ],
    },
    service,
    SmsStored: stored,
  });

function opened() {
  const dataDir = mkdtempSync(join(tmpdir(), 'sangam-logs-'));
  const terminal: string[] = [];
  const logs = openLogs({ dataDir, level: 'warn', terminal: (line) => terminal.push(line) });
  return { dataDir, terminal, logs };
}

it('writes whole lines to the file of the function, whatever pieces they come in', async () => {
  const { dataDir, logs } = opened();

  logs.write('store', 'stdout', 'one\ntw');
  logs.write('store', 'stdout', 'o\n');
  logs.write('store', 'stdout', 'three');
  await logs.close();

  expect(readFileSync(join(dataDir, 'logs/store.log'), 'utf8')).toBe('one\ntwo\nthree\n');
});

it('shows only lines of the level asked for; stderr without a level is a warning', () => {
  const { logs, terminal } = opened();

  logs.write('store', 'stdout', '{"level":"INFO","message":"quiet"}\n{"level":"WARN","message":"loud"}\nplain\n');
  logs.write('store', 'stderr', 'odd\n');

  expect(terminal).toEqual(['warn  store  loud', 'warn  store  odd']);
});

it('keeps metric lines apart and sums them by name and dimension', async () => {
  const { dataDir, logs } = opened();

  logs.write('store', 'stdout', `${emf('store-sms', 3)}\n${emf('store-sms', [2, 5])}\n${emf('collect', 1)}\n`);
  await logs.close();

  expect(logs.metric('SmsStored', { service: 'store-sms' })).toEqual({ sum: 10, count: 3 });
  expect(logs.metric('SmsStored')).toEqual({ sum: 11, count: 4 });
  expect(readFileSync(join(dataDir, 'metrics/store.jsonl'), 'utf8').trim().split('\n')).toHaveLength(3);
});

it('shows a person the event, short fields and the short name of the function', () => {
  const { logs, terminal } = opened();

  const line = {
    level: 'ERROR',
    message: 'batch.failed',
    service: 's',
    records: 2,
    error: { name: 'E', message: 'no', stack: 'x' },
  };
  logs.write('sangam-dev-devices-StoreSmsFunction84A3337D', 'stdout', `${JSON.stringify(line)}\n`);

  expect(terminal).toEqual(['error StoreSms  batch.failed records=2 error=E: no']);
});
