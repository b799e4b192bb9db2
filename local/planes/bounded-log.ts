/** A log file that stays small: what is too much for it goes into a second one, whose place the next takes. */
import { appendFileSync, existsSync, readFileSync, renameSync, statSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";
import type { Clock } from "../clock/clock";

const KEPT_BYTES = 524_288;
const FLUSH_MS = 100;

export class BoundedLog {
  private readonly decoder = new StringDecoder("utf8");
  private waiting: string[] = [];
  private waitingLength = 0;
  private dropped = 0;
  private size: number;
  private callOff: (() => void) | undefined;

  /** @param keptBytes - of each of the two files; 512 KiB unless given */
  constructor(
    private readonly file: string,
    private readonly clock: Clock,
    private readonly keptBytes = KEPT_BYTES,
  ) {
    this.size = existsSync(file) ? statSync(file).size : 0;
  }

  /** Writes it soon; of what comes faster than that, the newest. */
  add(chunk: string | Buffer): void {
    const text = typeof chunk === "string" ? chunk : this.decoder.write(chunk);
    this.waiting.push(text);
    this.waitingLength += text.length;
    for (
      let [oldest] = this.waiting;
      oldest !== undefined && this.isTooMuch(oldest);
      [oldest] = this.waiting
    ) {
      this.waiting.shift();
      this.waitingLength -= oldest.length;
      this.dropped += oldest.length;
    }
    this.callOff ??= this.clock.after(FLUSH_MS, () => {
      this.flush();
    });
  }

  /** Writes what waits. */
  flush(): void {
    this.callOff?.();
    this.callOff = undefined;
    if (this.waiting.length === 0) return;
    const missing = this.dropped === 0 ? "" : `[${this.dropped} characters are left out]\n`;
    const text = Buffer.from(missing + this.waiting.join(""));
    this.waiting = [];
    this.waitingLength = this.dropped = 0;
    try {
      if (this.size > 0 && this.size + text.length > this.keptBytes) {
        renameSync(this.file, older(this.file));
        this.size = 0;
      }
      appendFileSync(this.file, text, { mode: 0o600 });
      this.size += text.length;
    } catch {
      // Its folder was removed, or the disk is full: what runs goes on.
    }
  }

  private isTooMuch(oldest: string): boolean {
    return this.waitingLength > this.keptBytes && this.waiting.length > 1 && oldest.length > 0;
  }
}

/** What is kept in the file and in the one before it; nothing where there is none. */
export function readLog(file: string): string {
  return [older(file), file].map((one) => (existsSync(one) ? readFileSync(one, "utf8") : "")).join("");
}

function older(file: string): string {
  return `${file}.1`;
}
