// The data from its element's text.

import { Loose, Report } from './data';

// Marks that turn the direction of what follows them: they can make a name read as another, and no name needs them.
const turning = /\\\\|[\u200e\u200f\u202a-\u202e\u2066-\u2069]|\\u(?:200[ef]|202[a-e]|206[6-9])/gi;

export function readData(text: string | null | undefined): Loose<Report> {
  const clean = (text || '{}').replace(turning, (found) => (found === '\\\\' ? found : ''));
  const read: unknown = JSON.parse(clean);
  return read !== null && typeof read === 'object' ? (read as Loose<Report>) : {};
}
