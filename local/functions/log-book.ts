/** The log lines of functions, kept by version and bounded: an app that prints 100 MB costs 1 MB. */

/** A line as it came. */
export interface LogLine {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Without the line's end. */
  readonly text: string;
}

const KEPT_BYTES = 1_048_576;
/** CloudWatch Logs cuts an event after 256 KiB. */
const LINE_BYTES = 262_144;

export class LogBook {
  private readonly books = new Map<string, { lines: LogLine[]; bytes: number; dropped: number }>();

  /** @param onLine - told of every line as it comes */
  constructor(
    private readonly onLine: (functionName: string, version: string, line: LogLine) => void = () => undefined,
    private readonly keptBytes = KEPT_BYTES,
  ) {}

  add(functionName: string, version: string, line: LogLine): void {
    const key = `${functionName}:${version}`;
    const book = this.books.get(key) ?? { lines: [], bytes: 0, dropped: 0 };
    this.books.set(key, book);
    book.lines.push(line);
    book.bytes += line.text.length;
    if (book.bytes > this.keptBytes) {
      // Some at once: dropping one for each that comes would move the array every time.
      let first = 0;
      while (book.bytes > this.keptBytes * 0.75 && first < book.lines.length - 1)
        book.bytes -= book.lines[first++]?.text.length ?? 0;
      book.lines.splice(0, first);
      book.dropped += first;
    }
    this.onLine(functionName, version, line);
  }

  /** What is kept of a version, oldest first, and how many lines before that are not. */
  of(functionName: string, version: string): { lines: readonly LogLine[]; dropped: number } {
    const { lines, dropped } = this.books.get(`${functionName}:${version}`) ?? { lines: [], dropped: 0 };
    return { lines: [...lines], dropped };
  }
}

/** Makes lines of what a process prints; what has no end is cut where CloudWatch Logs would. */
export class Lines {
  private rest: Buffer[] = [];
  private restBytes = 0;

  constructor(private readonly onLine: (text: string) => void) {}

  push(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      this.take(chunk.subarray(start, end));
      this.flush(true);
      start = end + 1;
    }
    this.take(chunk.subarray(start));
  }

  /** Ends the line that has begun. */
  flush(ended = false): void {
    if (this.restBytes === 0 && !ended) return;
    this.onLine(Buffer.concat(this.rest).toString("utf8").replace(/\r$/, ""));
    this.rest = [];
    this.restBytes = 0;
  }

  private take(part: Buffer): void {
    for (let from = 0; from < part.length;) {
      const slice = part.subarray(from, from + LINE_BYTES - this.restBytes);
      this.rest.push(slice);
      this.restBytes += slice.length;
      from += slice.length;
      if (this.restBytes === LINE_BYTES) this.flush();
    }
  }
}
