/** Which inputs say that something is sent without encryption: one input each, which decides alone. */

export interface PlainText {
  /** Where it stands; `[]` behind a name stands for each entry of a list. */
  readonly paths: readonly string[];
  readonly isPlain: (value: unknown) => boolean;
  /** What it must be, and how to get there. */
  readonly rule: string;
  readonly remedy: string;
  /** Not where another input has a value: in a network of one's own. */
  readonly except?: { readonly input: string; readonly value: string };
}

const isOff = (value: unknown): boolean => value === false || value === "false";
const isHttp = (value: unknown): boolean => typeof value === "string" && /^http(:\/\/|$)/i.test(value);

const PAGES = {
  isPlain: (value: unknown): boolean => value === "allow-all",
  rule: '"redirect-to-https" or "https-only"',
  remedy: 'set "redirect-to-https"',
};
const SEARCH: PlainText = {
  paths: ["domainEndpointOptions.enforceHttps"],
  isPlain: isOff,
  rule: "true",
  remedy: "set it, or leave it out",
};
const BACKEND = {
  isPlain: isHttp,
  except: { input: "connectionType", value: "VPC_LINK" },
  rule: "an address with https, or within a VPC",
  remedy: "call it by https, or through a VPC link",
};

export const plainTexts: Readonly<Record<string, PlainText>> = {
  "aws:apigateway/integration:Integration": { ...BACKEND, paths: ["uri"] },
  "aws:apigatewayv2/integration:Integration": { ...BACKEND, paths: ["integrationUri"] },
  "aws:cloudfront/distribution:Distribution": {
    ...PAGES,
    paths: ["defaultCacheBehavior.viewerProtocolPolicy", "orderedCacheBehaviors[].viewerProtocolPolicy"],
  },
  "aws:cloudfront/multitenantDistribution:MultitenantDistribution": {
    ...PAGES,
    paths: ["defaultCacheBehavior.viewerProtocolPolicy", "cacheBehaviors[].viewerProtocolPolicy"],
  },
  "aws:elasticsearch/domain:Domain": SEARCH,
  "aws:opensearch/domain:Domain": SEARCH,
  "aws:sns/topicSubscription:TopicSubscription": {
    paths: ["protocol"],
    isPlain: isHttp,
    rule: '"https"',
    remedy: "give it an endpoint with https",
  },
};
