// A place in words: longitude and latitude, and the grid's coordinates.

import { Report } from '../data';
import { metres, number, word } from '../words';
import { toUtm } from './utm';

export function lonLat(lon: number, lat: number): string {
  const northing = `${number(Math.abs(lat), 5)}°\u00a0${word(lat < 0 ? 'letter_south' : 'letter_north')}`;
  const easting = `${number(Math.abs(lon), 5)}°\u00a0${word(lon < 0 ? 'letter_west' : 'letter_east')}`;
  return `${northing}, ${easting}`;
}

export function utmText(lon: number, lat: number, utm: Report['utm'] | undefined): string | null {
  if (!utm || !Number.isFinite(utm.zone)) return null;
  const [east, north] = toUtm(lon, lat, utm);
  const side = word(utm.south ? 'letter_south' : 'letter_north');
  return (
    `UTM\u00a0${utm.zone}${side} ${metres(east)}\u00a0${word('letter_east')} ` +
    `${metres(north)}\u00a0${word('letter_north')}`
  );
}
