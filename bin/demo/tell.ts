import type { Pool } from '../../lambdas/contracts/api/apps.ts';
import type { Insights } from '../../lambdas/contracts/api/insights.ts';
import { type Customer, rupees } from '../../test/support/population/index.ts';
import type { Platform } from './platform.ts';

type Money = { readonly minor: string; readonly currency: string };

const sum = ({ minor }: Money): string => `Rs ${rupees(BigInt(minor))}`.padStart(16);

const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

/** What the platform knows about one customer, and the pool, as a person would say it. */
export async function tell(platform: Platform, { id, name, city }: Customer): Promise<string> {
  const [insights, pool] = await Promise.all([
    read<Insights>(platform, { customer: id }, `/v1/customers/${id}/insights`),
    read<Pool>(platform, { client: 'ops' }, '/v1/apps/pool?limit=8'),
  ]);
  const { salary, months, balances, emis, bounces, cards, lenders, apps } = insights;
  const lines = [
    `\nWhat the platform knows about ${name} of ${city} (customer ${id}), from messages and apps alone:`,
    salary === null
      ? 'Salary     none seen'
      : `Salary     ${sum(salary.amount)} from ${salary.employer ?? 'an employer not named'} around day ${salary.dayOfMonth} (${counted(salary.messages, 'message')})`,
    ...months.map(
      (month) =>
        `${month.month}    in${sum(month.inflow)}  out${sum(month.outflow)}  net${sum(month.net)}  by card${sum(month.cardSpend)} (${counted(month.messages, 'message')})`,
    ),
    ...balances.map(
      (balance) =>
        `Account    XX${balance.account}: now${sum(balance.latest)}, average${sum(balance.average)}, least${sum(balance.minimum)}`,
    ),
    ...emis.map((emi) => `EMI        ${sum(emi.amount)} to ${emi.lender} on day ${emi.dayOfMonth}`),
    ...cards.map(
      (card) =>
        `Card       XX${card.account}: due${card.totalDue === null ? ' unknown' : sum(card.totalDue)}, used ${card.utilisation === null ? 'unknown' : `${Math.round(card.utilisation * 100)} %`}`,
    ),
    `Bounces    ${bounces.last30Days} in 30 days, ${bounces.last180Days} in 180`,
    ...lenders.map(
      (lender) =>
        `Lender     ${lender.lender}: ${counted(lender.emis, 'EMI')}, ${counted(lender.reminders, 'reminder')}, ${lender.bounces} bounced`,
    ),
    `Apps       ${apps.total}: ${apps.byCategory.map(({ category, apps: n }) => `${n} ${category}`).join(', ')}`,
    ...apps.recentChanges
      .slice(0, 6)
      .map(({ at, change, package: app, category }) => `  ${at.slice(0, 10)} ${change} ${app} (${category})`),
    `\nApps of all customers: ${pool.apps.map(({ package: app, customers }) => `${app} ${customers}`).join(', ')}`,
    ...(platform.webUrl !== undefined ? [`The same as JSON: GET ${platform.apiUrl}/v1/customers/${id}/insights`] : []),
  ];
  return lines.join('\n');
}

async function read<Body>(platform: Platform, who: Parameters<Platform['token']>[0], path: string): Promise<Body> {
  const response = await fetch(`${platform.apiUrl}${path}`, {
    headers: { authorization: `Bearer ${await platform.token(who)}` },
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Body;
}
