import type { Assembly, Template } from '../../../local/template/types.ts';

/** An assembly of stacks given by their templates, in this order. */
export const anAssembly = (templates: Readonly<Record<string, Template>>): Assembly => ({
  region: 'ap-south-1',
  accountId: '000000000000',
  stacks: Object.entries(templates).map(([name, template]) => ({
    name,
    region: 'ap-south-1',
    accountId: '000000000000',
    template,
    assets: new Map(),
  })),
});
