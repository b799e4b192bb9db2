/**
 * Which route a request takes. Pure.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
import type { Route } from "./api";

/** A route that fits, with the path's variables. */
export interface Match {
  readonly route: Route;
  /** `undefined` where the route has none. */
  readonly pathParameters?: Readonly<Record<string, string>>;
}

/** What a segment is, the most specific first. */
const enum Kind {
  Static,
  Variable,
  Greedy,
}

interface Fit {
  readonly match: Match;
  readonly kinds: readonly Kind[];
  readonly anyMethod: boolean;
}

/** The best: the path that is most specific from its start, then the method itself before ANY, then `$default`. */
export function routeOf(routes: readonly Route[], method: string, path: string): Match | undefined {
  const fits = routes.map((route) => fit(route, method, path)).filter((one) => one !== undefined);
  const [best] = fits.sort(moreSpecific);
  if (best !== undefined) return best.match;
  const fallback = routes.find(({ routeKey }) => routeKey === "$default");
  return fallback === undefined ? undefined : { route: fallback };
}

function fit(route: Route, method: string, path: string): Fit | undefined {
  const [wanted, pattern = ""] = route.routeKey.split(" ");
  if (wanted !== method && wanted !== "ANY") return undefined;
  const given = path.split("/").slice(1);
  const segments = pattern.split("/").slice(1);
  const parameters: Record<string, string> = {};
  const kinds: Kind[] = [];
  for (const [index, segment] of segments.entries()) {
    const [, name, greedy] = /^\{([^{}+]+)(\+?)\}$/.exec(segment) ?? [];
    const value = greedy === "+" ? given.slice(index).join("/") : given[index];
    if (value === undefined) return undefined;
    if (name === undefined) {
      if (value !== segment) return undefined;
      kinds.push(Kind.Static);
      continue;
    }
    if (value === "") return undefined;
    parameters[name] = value;
    kinds.push(greedy === "+" ? Kind.Greedy : Kind.Variable);
  }
  if (kinds.at(-1) !== Kind.Greedy && given.length !== segments.length) return undefined;
  const match = Object.keys(parameters).length === 0 ? { route } : { route, pathParameters: parameters };
  return { match, kinds, anyMethod: wanted === "ANY" };
}

function moreSpecific(one: Fit, other: Fit): number {
  for (const [index, kind] of one.kinds.entries()) {
    const difference = kind - (other.kinds[index] ?? Kind.Greedy);
    if (difference !== 0) return difference;
  }
  return Number(one.anyMethod) - Number(other.anyMethod);
}
