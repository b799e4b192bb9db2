/** Characters that look like others, or like nothing: IAM's words have none of them, and no reader sees them. Pure. */
import { strangeIn } from "./characters";

/** All that IAM's own words are made of, wildcards and variables included. */
const PLAIN = /^[\x21-\x7e]*$/;

/** What of a word cannot be seen as it is: `U+0430 as character 1`, `a blank at the end`; undefined where nothing. */
export function oddCharacters(text: string): string | undefined {
  if (PLAIN.test(text)) return undefined;
  if (text.trim() !== text && PLAIN.test(text.trim()))
    return text.trimEnd() === text ? "a blank at the beginning" : "a blank at the end";
  return strangeIn(text) ?? "a blank or a control character";
}

/** The same text in plain letters, as far as it is only blanks and what cannot be seen that are too many. */
export function withoutInvisible(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Cf}\u2028\u2029]/gu, "");
}

/** Letters of other alphabets and the plain ones that they look like. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  ...pairs("аеорсухіѕјАВЕКМНОРСТУХІЅЈ", "aeopcyxisjABEKMHOPCTYXISJ"), // Cyrillic
  ...pairs("αοινρΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aoivpABEZHIKMNOPTYX"), // Greek
  ...pairs("：＊", ":*"),
};

function pairs(odd: string, plain: string): Record<string, string> {
  return Object.fromEntries(Array.from(odd, (character, at) => [character, plain.charAt(at)]));
}

/** A word as it was meant: without what cannot be seen, in plain letters. */
export function plainly(text: string): string {
  return Array.from(withoutInvisible(text).normalize("NFKC"), (one) => LOOKALIKES[one] ?? one).join("");
}
