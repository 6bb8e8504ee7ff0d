import { rowsOf } from '../../../../lambdas/payments/adapters/payout-rows.ts';

async function* inPieces(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(text: string, size = 3) {
  const found: [number, readonly string[]][] = [];
  for await (const { line, columns } of rowsOf(inPieces(text, size))) found.push([line, columns]);
  return found;
}

it('reads rows with their lines however the bytes arrive', async () => {
  const text = '\ufeffa,b\r\n1,"x, ""y"""\r\n\r\n2,ü\r\n3';
  for (const size of [1, 2, 5, 1000])
    expect(await read(text, size)).toEqual([
      [1, ['a', 'b']],
      [2, ['1', 'x, "y"']],
      [4, ['2', 'ü']],
      [5, ['3']],
    ]);
});

it.each([
  ['those of Windows below those of Unix', 'a,b\n1,x\r\n2,y\r\n'],
  ['those of Unix below those of Windows', 'a,b\r\n1,x\n2,y\n'],
])('reads a row for each line whatever ends it: %s', async (_, text) => {
  for (const size of [1, 3, 100])
    expect(await read(text, size)).toEqual([
      [1, ['a', 'b']],
      [2, ['1', 'x']],
      [3, ['2', 'y']],
    ]);
});

it('names the line where a file stops being CSV', async () => {
  await expect(read('a,b\n1,2\n3,"never closed\n4,5\n')).rejects.toThrow(/^line \d+ is no CSV$/);
  await expect(read('a,b\n1,x"y\n')).rejects.toThrow('line 2 is no CSV');
});

it('does not gather a file without an end of row', async () => {
  let given = 0;
  async function* endless(): AsyncGenerator<Buffer> {
    for (; given < 1000; given++) yield Buffer.alloc(1024, 'x');
  }
  await expect(async () => {
    for await (const _ of rowsOf(endless())) throw new Error('there is no row');
  }).rejects.toThrow('is no CSV');
  expect(given).toBeLessThan(300);
});

it('passes on what the source fails with', async () => {
  async function* failing(): AsyncGenerator<Buffer> {
    yield Buffer.from('a,b\n');
    throw new Error('the connection broke');
  }
  await expect(async () => {
    for await (const _ of rowsOf(failing()));
  }).rejects.toThrow('the connection broke');
});
