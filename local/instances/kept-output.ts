/** What a process printed, as much of it as is worth keeping: its beginning and its end. Pure. */

const FIRST_BYTES = 64 * 1024;
const LAST_BYTES = 192 * 1024;

export class KeptOutput {
  private first = Buffer.alloc(0);
  private last: Buffer[] = [];
  private lastBytes = 0;
  private left = 0;

  add(chunk: Buffer): void {
    const room = FIRST_BYTES - this.first.length;
    if (room > 0) this.first = Buffer.concat([this.first, chunk.subarray(0, room)]);
    const rest = chunk.subarray(Math.max(room, 0));
    if (rest.length === 0) return;
    this.last.push(rest);
    this.lastBytes += rest.length;
    // Whole chunks go; what is a little too much is cut when it is read.
    for (let [oldest] = this.last; oldest !== undefined && this.isFullWithout(oldest); [oldest] = this.last) {
      this.last.shift();
      this.lastBytes -= oldest.length;
      this.left += oldest.length;
    }
  }

  /** The text; where something is missing, a line says how many bytes of it. */
  text(): string {
    const all = Buffer.concat(this.last);
    const kept = all.subarray(Math.max(0, all.length - LAST_BYTES));
    const missing = this.left + all.length - kept.length;
    const between = missing === 0 ? "" : `\n[${missing} bytes are left out]\n`;
    return `${this.first.toString()}${between}${kept.toString()}`;
  }

  private isFullWithout(oldest: Buffer): boolean {
    return this.lastBytes - oldest.length >= LAST_BYTES;
  }
}
