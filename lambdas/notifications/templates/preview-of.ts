import type { Preview, PreviewRequest, TemplateDefinition } from '../../contracts/api/templates.ts';
import type { ValuesOfCustomer } from '../adapters/values-of-customer.ts';
import { standInLink } from '../domain/links/urls.ts';
import { compileTemplate } from '../domain/template/compile.ts';
import { fallbackLanguage } from '../domain/template/language.ts';
import type { DefinitionProblem } from '../domain/template/problems.ts';
import type { Rendered } from '../domain/template/rendered.ts';
import { smsParts } from '../domain/template/sms-parts.ts';
import { MissingValue } from '../domain/template/values.ts';

/**
 * What a template makes for a customer or of given values, or what keeps it from that.
 * @param linkBase links are as long as real ones, so that parts are counted as they will be
 */
export async function previewOf(
  definition: TemplateDefinition,
  { channel, language, customerId, values }: Omit<PreviewRequest, 'version'>,
  valuesOfCustomer: ValuesOfCustomer,
  linkBase: string,
): Promise<Preview['message'] | DefinitionProblem> {
  const template = compileTemplate(definition);
  if (!template.channels.has(channel)) return { pointer: '/channel', detail: 'is none that this template has' };
  const customer = customerId === undefined ? { values: {} } : await valuesOfCustomer(customerId, template.needs);
  if (customer === undefined) return { pointer: '/customerId', detail: 'is nobody whom messages know' };
  const links = template.links.map(({ name }) => [`link.${name}`, standInLink(linkBase, name)]);
  const all = { ...Object.fromEntries(links), ...customer.values, ...values };
  const own = 'language' in customer ? customer.language : fallbackLanguage;
  try {
    return shown(template.render(channel, language ?? own, all));
  } catch (error) {
    if (!(error instanceof MissingValue)) throw error;
    return { pointer: `/values/${error.source}`, detail: 'is missing, or is not what the variable takes' };
  }
}

function shown(message: Rendered): Preview['message'] {
  if (message.channel === 'sms') return { ...message, dlt: { ...message.dlt }, ...smsParts(message.body) };
  if (message.channel === 'push') return { ...message, data: { ...message.data } };
  return message.channel === 'inbox' ? { ...message, link: message.link ?? null } : message;
}
