import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { root } from '../support/root.ts';

/** What `npm run -s sms -- --jsonl` answers to its input, and its exit code. */
async function answersTo(input: string): Promise<{ answers: Record<string, unknown>[]; code: number }> {
  const child = spawn(process.execPath, ['bin/sms.ts', '--jsonl'], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(input);
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  return {
    answers: output
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line)),
    code,
  };
}

const line = (message: string): string => JSON.stringify({ sender: 'VM-HDFCBK-S', message });

it('answers each line with one, in order, whatever a message holds', async () => {
  const amounts = ['1.00', '2.00', '3.00', '4.00'];
  const [first, second, third, fourth] = amounts.map((amount) => `Rs.${amount} debited from A/c XX12`);
  const input = [
    // As some editors begin a file.
    `\ufeff${line(String(first))}`,
    // Separators that end a line for others, and may stand in JSON as they are.
    line(`${second}\u2028to SHOP\u2029 on 21-11-26`),
    `${line(String(third))}\r`,
    line(String(fourth)),
  ].join('\n');

  const { answers, code } = await answersTo(input);

  expect(answers.map(({ amount }) => amount)).toEqual(amounts);
  expect(code).toBe(0);
});

it('says in its place why a line cannot be read, and goes on', async () => {
  const { answers, code } = await answersTo(
    `not JSON\n\n{"sender": 5, "message": ""}\n${line('Rs.5 debited from A/c XX12')}\n`,
  );

  expect(answers).toEqual([
    { error: 'not JSON' },
    { error: 'not JSON' },
    { error: 'sender: expected a string or null' },
    expect.objectContaining({ isTransaction: true, amount: '5.00' }),
  ]);
  expect(code).toBe(1);
});
