import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rewritesByFile, rewritten } from '../../../lib/bundle/rewrite.ts';

const quieter = { files: 'talker/*.js', find: /loud/g, write: 'quiet' };

it('finds the files that a rewrite is for', () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'sangam-rewrite-')));
  const folder = join(root, 'node_modules', 'talker');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.js'), 'loud');
  const shorter = { files: 'talker/index.js', find: /quiet/, write: '' };
  expect([...rewritesByFile(root, [quieter, shorter])]).toEqual([[join(folder, 'index.js'), [quieter, shorter]]]);
  expect(() => rewritesByFile(root, [{ ...quieter, files: 'walker/*.js' }])).toThrow(
    'no library has walker/*.js, which bundles rewrite',
  );
});

it('changes all that it finds, and fails where it finds nothing', () => {
  expect(rewritten('loud and loud', quieter)).toBe('quiet and quiet');
  expect(rewritten('loud', { ...quieter, write: (word = '') => word.toUpperCase() })).toBe('LOUD');
  expect(() => rewritten('calm', quieter)).toThrow('talker/*.js has nothing like /loud/g, which bundles rewrite');
});
