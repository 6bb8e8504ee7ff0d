import type { CampaignReport, Funnel } from '../../../contracts/api/campaign-report.ts';

const bars: readonly (readonly [keyof Funnel, string])[] = [
  ['requested', 'Asked for'],
  ['sent', 'Sent'],
  ['delivered', 'Delivered'],
  ['opened', 'Opened'],
  ['clicked', 'Clicked'],
  ['converted', 'Converted'],
];

const width = 720;
const [top, step, barHeight] = [72, 44, 30];
const [left, widest] = [112, 440];
const height = top + bars.length * step + 12;

/** How many customers came how far, as a picture without script or anything to load. */
export function funnelPicture({ name, total }: CampaignReport): string {
  const rows = bars.map(([figure, label], index) => {
    const count = total[figure];
    // Nothing is wider than the first, though a broken call may have gone through.
    const share = total.requested > 0 ? Math.min(1, count / total.requested) : 0;
    const [y, wide] = [top + index * step, Math.round(share * widest)];
    const words = `${grouped(count)} · ${(share * 100).toFixed(1)} %`;
    return [
      `<text x="${left - 12}" y="${y + 20}" text-anchor="end">${label}</text>`,
      `<rect x="${left}" y="${y}" width="${widest}" height="${barHeight}" rx="4" fill="#e8ecf2"/>`,
      `<rect x="${left}" y="${y}" width="${wide}" height="${barHeight}" rx="4" fill="#0b6156"/>`,
      `<text x="${left + widest + 12}" y="${y + 20}">${words}</text>`,
    ].join('');
  });
  const title = escaped(name);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="14" fill="#1b1d23"><title>${title}</title><rect width="${width}" height="${height}" fill="#fff"/><text x="24" y="40" font-size="20" font-weight="600">${title}</text>${rows.join('')}</svg>`;
}

const grouped = (count: number): string => count.toLocaleString('en-IN');

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
