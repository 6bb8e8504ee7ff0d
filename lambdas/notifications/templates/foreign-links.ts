import type { TemplateDefinition } from '../../contracts/api/templates.ts';
import { redirectTarget } from '../domain/links/target.ts';
import type { DefinitionProblem } from '../domain/template/problems.ts';

const anyCampaign = { source: '', channel: '', variant: '' };

/** Links that would be refused once somebody follows them. */
export const foreignLinks = ({ links }: TemplateDefinition, hosts: ReadonlySet<string>): DefinitionProblem[] =>
  links.flatMap(({ target }, index) =>
    redirectTarget(target, hosts, anyCampaign) === undefined
      ? [{ pointer: `/links/${index}/target`, detail: 'leads to a host that this stage does not allow' }]
      : [],
  );
