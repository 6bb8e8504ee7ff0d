import { draw, h } from './elements.js';
import { count, share } from './format.js';

/** What the report says, as tables and its picture. @param picture SVG */
export function drawReport(article, report, picture) {
  const find = (selector) => article.querySelector(selector);
  drawPicture(find('#funnel'), picture, report.total);
  drawTable(
    find('#reasons'),
    ['', 'Reason', 'Customers'],
    [
      ['suppressed', report.suppressedBy],
      ['waiting', report.waitingFor],
      ['failed', report.failedBy],
      ['not arrived', report.bouncedBy],
    ].flatMap(([stage, reasons]) => reasons.map((each) => [stage, each.reason, count(each.count)])),
    'Nobody was left out.',
  );
  const stages = ['Sent', 'Delivered', 'Opened', 'Clicked', 'Replied', 'Converted'];
  const figures = ({ total }) => stages.map((stage) => count(total[stage.toLowerCase()]));
  drawTable(
    find('#channels'),
    ['Channel', ...stages],
    report.channels.map((each) => [each.channel, ...figures(each)]),
    'Nothing was sent yet.',
  );
  drawTable(
    find('#variants'),
    ['Variant', 'Asked for', ...stages, 'Conversion', 'Above holdout'],
    report.variants.map((each) => [
      each.variant,
      count(each.total.requested),
      ...figures(each),
      span(each.conversion),
      span(each.lift),
    ]),
    'Nobody was asked for yet.',
  );
  drawTable(
    find('#links'),
    ['Link', 'Customers who clicked'],
    report.links.map(({ link, clicked }) => [link, count(clicked)]),
    'No link was clicked yet.',
  );
}

const span = (interval) =>
  interval === null ? '–' : `${share(interval.rate)} (${share(interval.low)} to ${share(interval.high)})`;

function drawTable(table, head, rows, empty) {
  const cells = (row) => row.map((cell, n) => (n === 0 ? h('th', { scope: 'row' }, cell) : h('td', {}, cell)));
  draw(table, [
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        head.map((cell) => (cell === '' ? h('td', {}) : h('th', { scope: 'col' }, cell))),
      ),
    ),
    h(
      'tbody',
      {},
      rows.length > 0
        ? rows.map((row) => h('tr', {}, cells(row)))
        : h('tr', {}, h('td', { colspan: String(head.length), class: 'quiet' }, empty)),
    ),
  ]);
}

/** An image of its own: a picture that comes as text cannot run anything then. */
function drawPicture(image, picture, total) {
  const words = ['requested', 'sent', 'delivered', 'opened', 'clicked', 'converted'];
  image.alt = `Funnel: ${words.map((word) => `${word} ${count(total[word])}`).join(', ')}`;
  if (image.drawn === picture) return;
  image.drawn = picture;
  const before = image.src;
  image.src = URL.createObjectURL(new Blob([picture], { type: 'image/svg+xml' }));
  if (before !== '') URL.revokeObjectURL(before);
}
