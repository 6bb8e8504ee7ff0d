import { distanceKm } from '../../../../../lambdas/screening/domain/windows/distance.ts';

const mumbai = { lat: 19.076, lon: 72.8777 };

it.each([
  ['Mumbai to Delhi', mumbai, { lat: 28.6139, lon: 77.209 }, 1148],
  ['over the date line', { lat: 0, lon: 179 }, { lat: 0, lon: -179 }, 222],
  ['pole to pole', { lat: 90, lon: 0 }, { lat: -90, lon: 0 }, 20015],
  ['nowhere', mumbai, mumbai, 0],
])('%s is as far as a map says', (_, from, to, km) => {
  expect(Math.round(distanceKm(from, to))).toBe(km);
  expect(Math.round(distanceKm(to, from))).toBe(km);
});
