/** A stage as its picture shows it: who reaches what, and what releases it. Pure data. */

export interface StageModel {
  readonly project: string;
  readonly stage: string;
  readonly region?: string;
  /** How many resources of AWS there are. */
  readonly resources: number;
  readonly loadBalancer?: LoadBalancer;
  /** Those behind the load balancer first, in the order of their rules; then the serverless ones by name. */
  readonly services: readonly Service[];
  readonly releaseControl?: ReleaseControl;
  readonly network?: Network;
}

export type Service = BlueGreen | Serverless;

export interface LoadBalancer {
  readonly productPort?: number;
  readonly previewPort?: number;
  /** Whether it refuses to be deleted. */
  readonly protected: boolean;
}

/** Two fleets behind one load balancer: the product, which users reach, and the pre-product, under test. */
export interface BlueGreen {
  readonly kind: "blueGreen";
  readonly name: string;
  readonly productRule?: Rule;
  readonly previewRule?: Rule;
  /** The product first. */
  readonly fleets: readonly Fleet[];
  readonly sizes?: { readonly min: number; readonly max: number };
  readonly alarms: number;
  readonly pipeline?: Pipeline;
}

export interface Rule {
  readonly priority: number;
  /** Hosts and paths. */
  readonly conditions: readonly string[];
  /** Weight by colour. */
  readonly weights: Readonly<Record<string, number>>;
}

export interface Fleet {
  readonly colour: string;
  /** Whether it takes users' requests; unknown without a product rule. */
  readonly product?: boolean;
  readonly min: number;
  readonly max: number;
  readonly desired: number;
  readonly instanceType?: string;
}

/** A function behind an HTTP API, reached through an alias. */
export interface Serverless {
  readonly kind: "serverless";
  readonly name: string;
  readonly api?: string;
  readonly alias: string;
  readonly version: string;
  readonly runtime?: string;
  readonly architecture?: string;
  readonly memoryMiB?: number;
  readonly alarms: number;
  readonly pipeline?: Pipeline;
}

export interface Pipeline {
  readonly name: string;
  /** In the order in which they run. */
  readonly steps: readonly Step[];
}

export interface Step {
  readonly name: string;
  /** What carries it out: S3, Lambda, CodeBuild, Manual … */
  readonly provider: string;
  /** Whether it waits for a person. */
  readonly manual: boolean;
}

/** What the releases of all services of a stage share. */
export interface ReleaseControl {
  readonly bucket?: string;
  readonly functions: readonly string[];
  readonly table?: string;
  readonly topic?: { readonly name: string; readonly subscriptions: number };
}

export interface Network {
  readonly cidrBlock: string;
  readonly privateZoneName?: string;
  readonly zones: readonly Zone[];
}

export interface Zone {
  readonly name: string;
  readonly subnets: readonly Subnet[];
}

export interface Subnet {
  readonly public: boolean;
  readonly cidrBlock: string;
  /** What stands in it, in words: "NAT gateway", "load balancer", "fleets", "functions". */
  readonly holds: readonly string[];
}
