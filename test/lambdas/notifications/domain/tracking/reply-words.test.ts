import { wishOf } from '../../../../../lambdas/notifications/domain/tracking/reply-words.ts';

it.each([
  'STOP',
  ' stop. ',
  'Stop!!',
  'STOP SANGAM',
  'Stop sending me these',
  'UNSUB',
  'Unsubscribe',
  'OPT-OUT',
  'opt out please',
  'STOPALL',
  'Please STOP',
  'pls stop.',
  'Stop✋',
  '\u200bSTOP',
  '“STOP”',
  'STOP🙏🏽',
  'END',
  'Sangam quit',
  'cancel',
  'बंद',
  'बंद करो',
  'বন্ধ',
  'நிறுத்து',
  'ఆపండి',
  'ನಿಲ್ಲಿಸಿ',
  'നിർത്തുക',
  'arrêt',
  'إيقاف',
])('hears STOP in %j', (text) => {
  expect(wishOf(text)).toBe('stop');
});

it.each(['START', 'start', 'Start Sangam', 'UNSTOP', 'शुरू'])('hears START in %j', (text) => {
  expect(wishOf(text)).toBe('start');
});

it.each([
  '',
  '...',
  'Yes',
  'Please call me',
  'Please cancel my order',
  "Don't stop",
  'Cancel my order',
  'end of month is fine',
  'start the loan for me',
  'non-stop fun',
  'stopwatch',
])('hears an answer in %j', (text) => {
  expect(wishOf(text)).toBe('none');
});
