/** Names by which users find a load balancer, checked. Pure. */
import { shown, type Problem, type Unchecked } from "../../refusal/refusal";

/** Names of a public hosted zone of this account. */
export interface PublicNames {
  /** The id of the zone: Z0123456789ABCDEFGHIJ. */
  zoneId: string;
  /**
   * 1 to 10 names in the zone, lower case, each once, of at most 64 characters, as one certificate is for all of them;
   * the first label may be a *.
   */
  names: string[];
}

const ZONE_ID = /^Z[A-Z0-9]{1,31}$/;

/** https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html; the first is the certificate's common name. */
const MOST_NAMES = 10;
const NAME = /^(?=.{1,64}$)(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/;

/** Everything wrong with them; `path` is where they stand, ending in a dot. */
export function publicNameProblems({ zoneId, names = [] }: Unchecked<PublicNames>, path: string): Problem[] {
  const problem = (property: string, rule: string, value: unknown, remedy: string): Problem[] => [
    { property: path + property, rule, got: shown(value), remedy },
  ];
  return [
    ...(zoneId !== undefined && ZONE_ID.test(zoneId)
      ? []
      : problem("zoneId", "the id of a public hosted zone", zoneId, "copy it from Route 53")),
    ...(names.length >= 1 && names.length <= MOST_NAMES
      ? []
      : problem("names", `1 to ${MOST_NAMES} names`, names, "list those that users know")),
    ...names.flatMap((name, index) => {
      const at = `names[${index}]`;
      if (name === undefined || !NAME.test(name))
        return problem(
          at,
          "a lower-case host name of at most 64 characters",
          name,
          "for example shop.example.com",
        );
      return names.indexOf(name) === index ? [] : problem(at, "listed once", name, "remove one");
    }),
  ];
}
