/**
 * Metric math, as far as alarms of ours use it: numbers, metrics by their id, arithmetic, comparison, AND, OR, IF and
 * FILL. Everything else is refused by its name. Pure.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
import { Refusal } from "../../../refusal/refusal";

export type Expression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "metric"; readonly id: string }
  | { readonly kind: "negative"; readonly of: Expression }
  | {
      readonly kind: "operation";
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: "if";
      readonly condition: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    }
  | { readonly kind: "fill"; readonly of: Expression; readonly by: Expression | "REPEAT" };

export type Operator = "^" | "*" | "/" | "+" | "-" | "<" | "<=" | ">" | ">=" | "==" | "!=" | "AND" | "OR";

/** Weakest first; those of a line bind alike, from left to right. */
const LEVELS: readonly (readonly Operator[])[] = [
  ["OR"],
  ["AND"],
  ["==", "!=", "<", "<=", ">", ">="],
  ["+", "-"],
  ["*", "/"],
  ["^"],
];
const OTHER_WORDS: Readonly<Record<string, Operator>> = { "||": "OR", "&&": "AND" };
const TOKEN = /\s*(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[A-Za-z_]\w*|[<>=!]=|&&|\|\||[-+*/^()<>,])/y;

/** @throws Refusal for what is no expression, or holds what is not modelled */
export function parseExpression(text: string): Expression {
  const parser = new Parser(text);
  const expression = parser.level(0);
  parser.end();
  return expression;
}

class Parser {
  private readonly tokens: readonly string[];
  private at = 0;

  constructor(private readonly text: string) {
    this.tokens = this.split();
  }

  level(depth: number): Expression {
    const operators = LEVELS[depth];
    if (operators === undefined) return this.unary();
    let left = this.level(depth + 1);
    for (;;) {
      const token = this.tokens[this.at] ?? "";
      const word = OTHER_WORDS[token] ?? token;
      const operator = operators.find((one) => one === word);
      if (operator === undefined) return left;
      this.at++;
      left = { kind: "operation", operator, left, right: this.level(depth + 1) };
    }
  }

  end(): void {
    if (this.at < this.tokens.length) throw this.refusal("an expression that ends there");
  }

  private unary(): Expression {
    if (this.tokens[this.at] !== "-") return this.primary();
    this.at++;
    return { kind: "negative", of: this.unary() };
  }

  private primary(): Expression {
    const token = this.tokens[this.at] ?? "";
    if (token === "(") {
      this.at++;
      const inner = this.level(0);
      this.take(")");
      return inner;
    }
    if (/^\d/.test(token)) {
      this.at++;
      return { kind: "number", value: Number(token) };
    }
    // Ids begin with a small letter, functions are in capital ones.
    if (/^[a-z]/.test(token)) {
      this.at++;
      return { kind: "metric", id: token };
    }
    if (token === "IF") return this.ifThenElse();
    if (token === "FILL") return this.fill();
    throw this.refusal("a number, a metric's id, IF(...), FILL(...) or a bracket: the rest is not modelled");
  }

  private ifThenElse(): Expression {
    const [condition, then, otherwise] = [this.argument("IF", "("), this.argument(","), this.argument(",")];
    this.take(")");
    return { kind: "if", condition, then, otherwise };
  }

  private fill(): Expression {
    const of = this.argument("FILL", "(");
    this.take(",");
    const repeats = this.tokens[this.at] === "REPEAT";
    if (repeats) this.at++;
    const by = repeats ? "REPEAT" : this.level(0);
    this.take(")");
    return { kind: "fill", of, by };
  }

  private argument(...before: string[]): Expression {
    for (const token of before) this.take(token);
    return this.level(0);
  }

  private take(token: string): void {
    if (this.tokens[this.at] !== token) throw this.refusal(`"${token}" there`);
    this.at++;
  }

  private split(): string[] {
    const tokens: string[] = [];
    const end = this.text.trimEnd().length;
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < end) {
      const from = TOKEN.lastIndex;
      const [, token] = TOKEN.exec(this.text) ?? [];
      if (token === undefined) throw this.refusal("metric math", this.text.slice(from).trim().charAt(0));
      tokens.push(token);
    }
    return tokens;
  }

  private refusal(rule: string, got = this.tokens[this.at] ?? "its end"): Refusal {
    const remedy = "write it with arithmetic, comparison, AND, OR, IF and FILL";
    return new Refusal({ property: `Expression ${JSON.stringify(this.text)}`, rule, got, remedy });
  }
}
