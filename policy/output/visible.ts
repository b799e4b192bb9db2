/**
 * Text from outside as it may be shown: what nobody sees (control characters, which move a terminal's cursor, and
 * format characters, which turn the direction of writing) stands there as its number. Pure.
 */
const UNSEEN = /(?!\t)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

export function visible(text: string): string {
  return text.replaceAll(UNSEEN, (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`);
}
