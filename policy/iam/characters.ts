/** Characters that a reader takes for others, or does not see, by their numbers. Pure. */

/** What IAM takes in its own documents (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html). */
const BEYOND_IAM = /[^\t\n\r\u0020-\u00ff]/;
const BEYOND_ASCII = /[^\t\n\r\u0020-\u007e]/gu;

/** Whether it has a character that no document in IAM may have. */
export function isBeyondIam(text: string): boolean {
  return BEYOND_IAM.test(text);
}

/** The first few that are no plain ASCII, as `U+0430 as character 1`; undefined where there is none. */
export function strangeIn(text: string): string | undefined {
  const found: string[] = [];
  for (const { 0: one, index } of text.matchAll(BEYOND_ASCII)) {
    if (found.length === 3) return `${found.join(", ")}, …`;
    const number = (one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    found.push(`U+${number} as character ${index + 1}`);
  }
  return found.length === 0 ? undefined : found.join(", ");
}
