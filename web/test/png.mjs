// Small PNG files, written and read without a library: 8 bit grey or RGB, no interlace.

import { deflateSync, inflateSync } from 'node:zlib';

const table = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc(bytes) {
  let c = 0xffffffff;
  for (const byte of bytes) c = table[(c ^ byte) & 0xff] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), body.length + 4);
  return out;
}

export function encodePng(width, height, samples, channels = 1) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, channels === 3 ? 2 : 0, 0, 0, 0], 8);
  const stride = width * channels;
  const rows = Buffer.alloc(height * (stride + 1));
  for (let row = 0; row < height; row++) {
    Buffer.from(samples.buffer, samples.byteOffset + row * stride, stride).copy(rows, row * (stride + 1) + 1);
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows, { level: 6 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

export const dataUrl = (png) => `data:image/png;base64,${png.toString('base64')}`;

function unfilter(type, left, up, corner) {
  switch (type) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const p = left + up - corner;
      const [a, b, c] = [Math.abs(p - left), Math.abs(p - up), Math.abs(p - corner)];
      return a <= b && a <= c ? left : b <= c ? up : corner;
    }
    default:
      return 0;
  }
}

/** Any filter, 8 bit grey: what the tests compare the page's read-out with. */
export function decodeGrey(url) {
  const bytes = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
  const width = bytes.readUInt32BE(16);
  const height = bytes.readUInt32BE(20);
  if (bytes[24] !== 8 || bytes[25] !== 0 || bytes[28] !== 0) throw new Error('not an 8 bit grey PNG');
  const parts = [];
  for (let at = 8; at < bytes.length; ) {
    const size = bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(bytes.subarray(at + 8, at + 8 + size));
    at += size + 12;
  }
  const rows = inflateSync(Buffer.concat(parts));
  const levels = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    const type = rows[row * (width + 1)];
    for (let x = 0; x < width; x++) {
      const left = x > 0 ? levels[row * width + x - 1] : 0;
      const up = row > 0 ? levels[(row - 1) * width + x] : 0;
      const corner = x > 0 && row > 0 ? levels[(row - 1) * width + x - 1] : 0;
      levels[row * width + x] = (rows[row * (width + 1) + 1 + x] + unfilter(type, left, up, corner)) & 0xff;
    }
  }
  return { width, height, levels };
}
