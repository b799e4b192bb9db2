/** The entries of a list in an answer of the store. Pure. */

/** Puts others in the place of those that name an ARN; what is there is kept where there is no other. */
export function replaceMembers(xml: string, list: string, replace: (member: string) => string): string {
  const start = xml.indexOf(`<${list}>`);
  const end = xml.lastIndexOf(`</${list}>`);
  if (start === -1 || end === -1) return xml;
  const from = start + list.length + 2;
  return xml.slice(0, from) + splitMembers(xml.slice(from, end)).map(replace).join("") + xml.slice(end);
}

/** Entries and what stands between them; lists within an entry stay in it. */
export function splitMembers(inner: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (const { index, 0: tag } of inner.matchAll(/<\/?member>/g)) {
    if (tag === "<member>" && depth++ === 0) {
      if (index > from) parts.push(inner.slice(from, index));
      from = index;
    } else if (tag === "</member>" && --depth === 0) {
      parts.push(inner.slice(from, index + tag.length));
      from = index + tag.length;
    }
  }
  return from < inner.length ? [...parts, inner.slice(from)] : parts;
}
