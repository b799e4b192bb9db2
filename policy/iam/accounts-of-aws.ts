/** Accounts that AWS's own services act from, or keep what they publish in: to nobody's surprise in a policy. Pure. */

const ACCOUNTS: ReadonlySet<string> = new Set([
  // Load balancers that write their access logs, one a region
  // (https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-access-logs.html).
  ...["127311923021", "033677994240", "027434742980", "797873946194", "098369216593", "754344448648"],
  ...["589379963580", "718504428378", "383597477331", "600734575887", "114774131450", "783225319266"],
  ...["582318560864", "985666609251", "054676820928", "156460612806", "652711504416", "635631232127"],
  ...["009996457667", "897822967062", "076674570225", "507241528517", "048591011584", "190560391635"],
  ...["638102146993", "037604701340"],
  // Images of EKS's add-ons in most regions (https://docs.aws.amazon.com/eks/latest/userguide/add-ons-images.html).
  "602401143452",
  // Images for deep learning
  // (https://docs.aws.amazon.com/deep-learning-containers/latest/devguide/deep-learning-containers-images.html).
  "763104351884",
  // Lambda Insights as a layer
  // (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Lambda-Insights-extension-versionsx86-64.html).
  "580247275435",
  // Powertools for Lambda as a layer (https://docs.aws.amazon.com/powertools/python/latest/).
  "017000801446",
]);

/** @param account twelve digits */
export function isOfAws(account: string): boolean {
  return ACCOUNTS.has(account);
}
