/** Where the columns of a picture begin and end, in pixels. Pure. */

export const WIDTH = 800;
export const MARGIN = 20;
export const RIGHT = WIDTH - MARGIN;
/** Between two parts below each other. */
export const GAP = 14;
/** Where what users reach begins: the load balancer, and the cards of serverless services. */
export const ENTRY = 96;
export const LOAD_BALANCER_WIDTH = 134;
/** Where the cards of the services behind the load balancer begin. */
export const BEHIND = 262;

/** As many boxes side by side as there are shares: together as wide as given, each as wide as its share. */
export function columns(
  x: number,
  width: number,
  shares: readonly number[],
  gap: number,
): readonly { readonly x: number; readonly width: number }[] {
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const room = width - gap * (shares.length - 1);
  // Both ends are rounded alike, so that the last ends where it should.
  const end = (count: number): number => {
    const part = shares.slice(0, count).reduce((sum, share) => sum + share, 0) / whole;
    return x + Math.round(room * part) + gap * count;
  };
  return shares.map((_, index) => ({ x: end(index), width: end(index + 1) - gap - end(index) }));
}

/** Places for that many boxes, so many a line, each line full before the next begins. */
export function cells(
  count: number,
  perLine: number,
  area: { readonly x: number; readonly y: number; readonly width: number },
  height: number,
  gap: number,
): { x: number; y: number; width: number }[] {
  const shares = Array.from({ length: perLine }, () => 1);
  const lines = Array.from(
    { length: Math.ceil(count / perLine) },
    (_, line) => area.y + line * (height + gap),
  );
  const places = lines.flatMap((y) =>
    columns(area.x, area.width, shares, gap).map((column) => ({ ...column, y })),
  );
  return places.slice(0, count);
}
