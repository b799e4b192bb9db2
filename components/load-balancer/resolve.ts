/** Load balancer settings, checked: every default filled in, everything wrong said at once. Pure. */
import { shown, type Problem, type Unchecked } from "../../refusal/refusal";
import { ipv4Range, isPrivate } from "../ipv4-range";
import { wholeProblems } from "../whole-number";
import { publicNameProblems, type PublicNames } from "./public-name-settings";

/** Where the load balancer listens, and for whom. */
export interface LoadBalancerSettings {
  /** The port of the product, open to the internet, 1 to 65535. Defaults to 443 with a certificate, else 80. */
  port?: number;
  /**
   * The port on which every service shows its idle colour, 1 to 65535, not the product's, and with a certificate not
   * 80, which leads to the product's. Defaults to 8080.
   */
  previewPort?: number;
  /**
   * Who reaches the preview: IPv4 CIDRs from which offices and VPNs come to the internet. The load balancer has public
   * addresses, so clients in the VPC come from its NAT gateways, never from a private range. An empty list is nobody.
   * Left out with `existing` alone.
   */
  previewCidrBlocks?: string[];
  /** An ACM certificate of this region; both ports speak HTTPS with it. Defaults to none, and both speak HTTP. */
  certificateArn?: string;
  /** Names by which users find it; without `certificateArn` they get a certificate. Defaults to none. */
  publicNames?: PublicNames;
  /** Days every request's log is kept, 1 to 3650. Defaults to 90. */
  accessLogDays?: number;
  /** A web ACL of AWS WAF, of this region, that requests must pass first. Defaults to none. */
  webAclArn?: string;
  /** Listeners that are there already; nothing but `previewPort` and `publicNames` is given with it. Defaults to new ones. */
  existing?: ExistingListeners;
}

/** Two listeners of one application load balancer that is there already, both HTTP or both HTTPS. */
export interface ExistingListeners {
  /** The listener users reach. */
  productListenerArn: string;
  /** The listener of the preview, which listens on `previewPort`. */
  previewListenerArn: string;
}

/** What the listeners need to know. */
export interface ResolvedListeners {
  readonly port: number;
  readonly previewPort: number;
  readonly protocol: "HTTP" | "HTTPS";
  /** The port whose users are sent to the product's. */
  readonly redirectPort?: number;
}

const CERTIFICATE = /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/;
const WEB_ACL = /^arn:aws[a-z-]*:wafv2:[a-z0-9-]+:\d{12}:regional\/webacl\/[\w-]+\/[\w-]+$/;
const LISTENER =
  /^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:listener\/app\/[\w-]+\/[0-9a-f]+\/[0-9a-f]+$/;

const HTTP_PORT = 80;
const LONGEST_LOG_DAYS = 3650;

export function resolveListeners(settings: Unchecked<LoadBalancerSettings>): ResolvedListeners {
  const isSecure = settings.certificateArn !== undefined || settings.publicNames !== undefined;
  const port = settings.port ?? (isSecure ? 443 : HTTP_PORT);
  return {
    port,
    previewPort: settings.previewPort ?? 8080,
    protocol: isSecure ? "HTTPS" : "HTTP",
    ...(isSecure && port !== HTTP_PORT ? { redirectPort: HTTP_PORT } : {}),
  };
}

/** Days every request's log is kept. */
export function accessLogDays(settings: Unchecked<LoadBalancerSettings>): number {
  return settings.accessLogDays ?? 90;
}

/** Everything wrong with the settings; `path` is where they stand, ending in a dot, or empty. */
export function loadBalancerProblems(settings: Unchecked<LoadBalancerSettings>, path: string): Problem[] {
  const { existing, publicNames } = settings;
  return [
    ...portProblems(settings, path),
    ...(existing === undefined
      ? ownProblems(settings, path)
      : [...existingProblems(existing, `${path}existing.`), ...leftOut(settings, path)]),
    ...(publicNames === undefined ? [] : publicNameProblems(publicNames, `${path}publicNames.`)),
  ];
}

function problem(property: string, rule: string, value: unknown, remedy: string): Problem {
  return { property, rule, got: shown(value), remedy };
}

function portProblems(settings: Unchecked<LoadBalancerSettings>, path: string): Problem[] {
  const { port, previewPort, redirectPort } = resolveListeners(settings);
  const ports = "a whole number from 1 to 65535";
  const problems = isPort(port)
    ? []
    : [problem(`${path}port`, ports, port, "leave it out for 80, or 443 with a certificate")];
  const preview = (rule: string, remedy: string): Problem[] => [
    ...problems,
    problem(`${path}previewPort`, rule, previewPort, remedy),
  ];
  if (!isPort(previewPort)) return preview(ports, "use 8080");
  if (settings.existing !== undefined) return problems;
  if (previewPort === port) return preview(`another port than the product's (${port})`, "choose another");
  if (previewPort === redirectPort)
    return preview(`another port than the one that leads to the product's (${redirectPort})`, "use 8080");
  return problems;
}

function ownProblems(settings: Unchecked<LoadBalancerSettings>, path: string): Problem[] {
  const { previewCidrBlocks, certificateArn, webAclArn } = settings;
  const most = [1, LONGEST_LOG_DAYS] as const;
  const isKnown = (arn: string | undefined, form: RegExp): boolean => arn === undefined || form.test(arn);
  return [
    ...(isKnown(certificateArn, CERTIFICATE)
      ? []
      : [
          problem(
            `${path}certificateArn`,
            "the ARN of an ACM certificate",
            certificateArn,
            "copy it from AWS",
          ),
        ]),
    ...(isKnown(webAclArn, WEB_ACL)
      ? []
      : [problem(`${path}webAclArn`, "the ARN of a regional web ACL", webAclArn, "copy it from AWS")]),
    ...wholeProblems(`${path}accessLogDays`, accessLogDays(settings), most, "use 90"),
    ...previewProblems(previewCidrBlocks, `${path}previewCidrBlocks`),
  ];
}

function previewProblems(blocks: readonly (string | undefined)[] | undefined, property: string): Problem[] {
  if (blocks === undefined)
    return [problem(property, "a list of IPv4 CIDRs", undefined, "say who sees the preview; [] is nobody")];
  return blocks.flatMap((block, index) => {
    const at = `${property}[${index}]`;
    const range = ipv4Range(block);
    if (range === undefined)
      return [
        problem(at, "an IPv4 CIDR that begins at its first address", block, "for example 192.0.2.0/24"),
      ];
    if (isPrivate(range)) {
      const remedy = "give the addresses of the office or the NAT gateways";
      return [problem(at, "public, as the load balancer is", block, remedy)];
    }
    return blocks.indexOf(block) === index ? [] : [problem(at, "listed once", block, "remove one")];
  });
}

function existingProblems(existing: Unchecked<ExistingListeners>, path: string): Problem[] {
  const { productListenerArn, previewListenerArn } = existing;
  const arns = { productListenerArn, previewListenerArn };
  const problems = Object.entries(arns).flatMap(([key, arn]) =>
    arn !== undefined && LISTENER.test(arn)
      ? []
      : [
          problem(
            path + key,
            "the ARN of a listener of an application load balancer",
            arn,
            "copy it from AWS",
          ),
        ],
  );
  if (problems.length > 0) return problems;
  const balancer = (arn = ""): string => arn.slice(0, arn.lastIndexOf("/"));
  if (productListenerArn === previewListenerArn)
    return [
      problem(
        `${path}previewListenerArn`,
        "another listener than the product's",
        previewListenerArn,
        "make one",
      ),
    ];
  if (balancer(productListenerArn) === balancer(previewListenerArn)) return [];
  const rule = "a listener of the product's load balancer";
  return [problem(`${path}previewListenerArn`, rule, previewListenerArn, "make one there")];
}

/** What belongs to whoever has made the listeners. */
const OF_OWN_LISTENERS = [
  "port",
  "previewCidrBlocks",
  "certificateArn",
  "accessLogDays",
  "webAclArn",
] as const;

function leftOut(settings: Unchecked<LoadBalancerSettings>, path: string): Problem[] {
  return OF_OWN_LISTENERS.filter((key) => settings[key] !== undefined).map((key) =>
    problem(`${path}${key}`, "left out, as existing has its own", settings[key], "remove it"),
  );
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}
