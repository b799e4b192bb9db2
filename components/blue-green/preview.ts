/** Where testers look, where that is not at the product's own hosts: the preview rule's hosts, and what instances see. Pure. */
import type * as inputs from "@pulumi/aws/types/input";
import { shown, type Problem, type Unchecked } from "../../refusal/refusal";
import { hasWildcard } from "../../naming/wildcard";
import { countProblems, hostProblems, HOST_RULE, isHost, type Requests } from "./conditions";

/** Hosts of the preview's own. */
export interface PreviewSettings {
  /**
   * Host names in place of `hosts`, at least one without wildcards. Releases ask the first such one which revision
   * answers: it has to lead to the load balancer, and with HTTPS to be in its certificate. The paths stay.
   */
  hosts: string[];
  /**
   * The host that instances see in place of these, without wildcards: an app that answers to the product's name alone
   * takes the preview for it. Defaults to the host that was asked for.
   */
  instanceHost?: string;
  /** A login by OpenID Connect in front of the preview; it is refused (docs/decisions/0014). */
  oidc?: unknown;
}

/** What requests of the preview have. */
export function previewRequests({
  hosts,
  paths,
  preview,
}: Requests & { readonly preview: PreviewSettings | undefined }): Requests {
  return { hosts: preview?.hosts ?? hosts ?? [], paths: paths ?? [] };
}

/** How the load balancer rewrites a request of the preview: as a whole, with whatever port it was asked on. */
export function previewTransforms({
  instanceHost,
}: Partial<PreviewSettings> = {}): inputs.lb.ListenerRuleTransform[] {
  if (instanceHost === undefined) return [];
  const rewrite = { regex: "^.*$", replace: instanceHost };
  return [{ type: "host-header-rewrite", hostHeaderRewriteConfig: { rewrite } }];
}

/** Everything wrong with the settings; `path` is where they stand, ending in a dot. */
export function previewProblems(
  { hosts = [], instanceHost, oidc }: Unchecked<PreviewSettings>,
  paths: Unchecked<Requests>["paths"],
  path: string,
): Problem[] {
  const problem = (property: string, rule: string, got: unknown, remedy: string): Problem => {
    return { property: path + property, rule, got: shown(got), remedy };
  };
  const problems = [
    ...hostProblems(hosts, `${path}hosts`),
    ...countProblems({ hosts, paths: paths ?? [] }, `${path}hosts`),
  ];
  if (!hosts.some((host) => host !== undefined && !hasWildcard(host)))
    problems.push(
      problem(
        "hosts",
        "at least one without wildcards, as releases ask there which revision answers",
        hosts,
        "add one",
      ),
    );
  if (instanceHost !== undefined && (!isHost(instanceHost) || hasWildcard(instanceHost)))
    problems.push(
      problem("instanceHost", `${HOST_RULE}, without wildcards`, instanceHost, "use one of the product's"),
    );
  if (oidc !== undefined)
    problems.push({
      property: `${path}oidc`,
      rule: "left out, as releases ask the preview without a login which revision answers",
      // Its secret may be in it.
      got: "settings",
      remedy: "limit who sees it by previewCidrBlocks, and let the app ask for a login",
    });
  return problems;
}
