/** Inputs that hold JSON text, as if they held what it says: `containerDefinitions[].image` leads into it. Pure. */
import { parsedJson, type Values } from "../value";

export function withParsed(inputs: Values, ...names: readonly string[]): Values {
  const texts = Object.entries(inputs).flatMap(([name, value]) =>
    names.includes(name) && typeof value === "string" ? [[name, parsedJson(value)] as const] : [],
  );
  return { ...inputs, ...Object.fromEntries(texts) };
}
