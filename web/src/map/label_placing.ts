// Labels that do not collide: each takes the first of its places that is free, the more important first.

export interface Box {
  x: number; // left
  y: number; // top
  width: number;
  height: number;
}

export function overlap(a: Box, b: Box, gap = 0): boolean {
  return (
    a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap
  );
}

export function around(x: number, y: number, width: number, height: number): Box {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

/** For each list of wished places the index of the one it gets, -1 for none. */
export function placeLabels(wished: Box[][], gap = 1): number[] {
  const taken: Box[] = [];
  return wished.map((places) => {
    const got = places.findIndex((place) => !taken.some((other) => overlap(place, other, gap)));
    if (got >= 0) taken.push(places[got]);
    return got;
  });
}
