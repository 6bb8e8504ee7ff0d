import { outcomeOf } from '../../../local/streams/outcome.ts';

const numbers = ['11', '12', '13'];
const read = (payload: unknown, rules: { reportItemFailures?: boolean; stateRequired?: boolean } = {}) =>
  outcomeOf({ kind: 'ok', payload }, numbers, { reportItemFailures: true, stateRequired: false, ...rules });

describe('what an answer means', () => {
  it.each([[undefined], [null], [''], [{}], [{ batchItemFailures: null }], [{ batchItemFailures: [] }], ['text']])(
    '%j is a success',
    (payload) => {
      expect(read(payload)).toMatchObject({ kind: 'success' });
    },
  );

  it('goes by the lowest number reported', () => {
    const payload = { batchItemFailures: [{ itemIdentifier: '13' }, { itemIdentifier: '12' }] };
    expect(read(payload)).toMatchObject({ kind: 'failure', from: 1, functionError: null });
  });

  it.each([
    [[{ itemIdentifier: '' }]],
    [[{ itemIdentifier: null }]],
    [[{ itemId: '12' }]],
    [[{ itemIdentifier: '12' }, { itemIdentifier: '99' }]],
    [[{ itemIdentifier: 12 }]],
    [['12']],
    ['12'],
  ])('takes %j as a complete failure', (batchItemFailures) => {
    expect(read({ batchItemFailures })).toMatchObject({ kind: 'failure', from: 0 });
  });

  it('does not look at reports that the mapping did not ask for', () => {
    expect(read({ batchItemFailures: [{ itemIdentifier: '12' }] }, { reportItemFailures: false })).toMatchObject({
      kind: 'success',
    });
  });

  it('asks for a state inside a window', () => {
    expect(read({}, { stateRequired: true })).toMatchObject({ kind: 'failure', from: 0 });
    expect(read({ state: { n: 1 } }, { stateRequired: true })).toEqual({ kind: 'success', state: { n: 1 } });
  });

  it('tells an error from a throttled call', () => {
    const error = { kind: 'error', errorMessage: '', unhandled: false } as const;
    const rules = { reportItemFailures: true, stateRequired: false };
    expect(outcomeOf({ ...error, errorType: 'Sandbox.Timedout' }, numbers, rules)).toMatchObject({
      from: 0,
      functionError: 'Unhandled',
    });
    expect(outcomeOf({ ...error, errorType: 'TooManyRequestsException' }, numbers, rules)).toEqual({
      kind: 'throttled',
    });
  });
});
