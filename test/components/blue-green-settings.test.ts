import assert from "node:assert/strict";
import { addressOf } from "../../components/blue-green/address";
import { architectureOf } from "../../components/blue-green/architecture";
import { ruleConditions } from "../../components/blue-green/conditions";
import {
  blueGreenProblems,
  resolveBlueGreen,
  type BlueGreenSettings,
} from "../../components/blue-green/resolve";
import { shown } from "../../refusal/refusal";
import { largestSettings, settings } from "./storefront";

/** Where the settings are wrong. */
const paths = (given: unknown): string[] =>
  blueGreenProblems(given as BlueGreenSettings, "settings.").map(({ property }) => property);

/** The settings with one of them, given as a path, changed. */
const changed = (path: string, value: unknown): unknown => {
  const [key = "", inner] = path.split(".");
  const before = (settings as unknown as Record<string, unknown>)[key] as object | undefined;
  return { ...settings, [key]: inner === undefined ? value : { ...before, [inner]: value } };
};

describe("the settings of a service in two fleets", () => {
  const long = "a".repeat(128);
  const bad: readonly (readonly [setting: string, ...values: unknown[]])[] = [
    ["priority", undefined, 0, 50_001, 1.5, "7"],
    ["port", 1023, 65_536, 8080.5, Number.NaN, "8080"],
    ["healthPath", "", "health", "/a b", "/a?b", "/a#b", "/ä", `/${long}`],
    ["versionPath", "", "version", "/a b", `/${long}`],
    ["instanceType", "", "t4g", "small", "T4g.small", "t4g.small.", "mac2.metal", "mac2-m2.metal"],
    ["sizes.min", undefined, 0, -1, 1.5, "1"],
    ["sizes.max", undefined, 1, 1001, 2.5],
    ["sizes.initial", 1, 5, 2.5],
    ["healthyReads", 0, 21, 1.5, "3"],
    ["bakeSeconds", -1, 84_601, 0.5],
    ["keepSeconds", -1, 2_592_001, 0.5],
    ["debugSeconds", -1, 2_592_001, 0.5],
    ["approvalRequired", "false", 0],
    ["confirmRequired", "true", 1],
    ["migrations", "none", "", true],
    ["alarms.errorPercent", 0, -1, 100, Number.NaN],
    ["alarms.minimumRequests", 0, 1_000_001, 1.5],
    ["alarms.latencySeconds", 0, 60.1, Number.NaN],
    ["scaling", {}, { requestsPerInstance: 100, cpuPercent: 50 }],
    ["scaling.requestsPerInstance", 0, 1.5, 1_000_001],
    ["scaling.cpuPercent", 0, 101],
    ["slowStartSeconds", 1, 29, 901, 30.5],
    ["drainSeconds", -1, 3601],
    ["install", "codeDeploy", "image"],
  ];
  for (const [setting, ...values] of bad) {
    for (const one of values) {
      it(`are refused for the ${setting} ${shown(one)}`, () => {
        assert.ok(paths(changed(setting, one)).includes(`settings.${setting}`));
      });
    }
  }

  const badPatterns: readonly (readonly [setting: "hosts" | "paths", ...values: unknown[]])[] = [
    ["hosts", "", "localhost", "Shop.example.com", "shop example.com", "shop.example.com:80", `${long}.b`],
    ["hosts", ".", "shop.", "a..example", "192.0.2.1", "shop.*", "shop.example.c1"],
    ["paths", "", "cart", "*", "/a b", "/a?b#c", "/ä", `/${long}`],
  ];
  for (const [setting, ...values] of badPatterns) {
    for (const one of values) {
      it(`are refused for one of the ${setting}, ${shown(one)}`, () => {
        assert.deepEqual(paths({ ...settings, [setting]: [one] }), [`settings.${setting}[0]`]);
      });
    }
  }

  it("are refused for a host or a path that is listed twice, at the second place", () => {
    const twice = { hosts: ["a.example", "a.example"], paths: ["/a", "/b", "/a"] };
    assert.deepEqual(paths({ ...settings, ...twice }), ["settings.hosts[1]", "settings.paths[2]"]);
  });

  it("are refused for a preview that releases could not ask, all of it at once", () => {
    const preview = {
      hosts: ["*.pre.example"],
      instanceHost: "*.example",
      oidc: { issuer: "https://login.example" },
    };
    assert.deepEqual(
      blueGreenProblems({ ...settings, preview }, "settings.").map(
        ({ property, rule, got, remedy }) => `${property}: must be ${rule}, got ${got}; ${remedy}`,
      ),
      [
        "settings.preview.hosts: must be at least one without wildcards, as releases ask there which revision " +
          'answers, got ["*.pre.example"]; add one',
        "settings.preview.instanceHost: must be a lower-case host name, letters alone behind its last dot, without " +
          'wildcards, got "*.example"; use one of the product\'s',
        "settings.preview.oidc: must be left out, as releases ask the preview without a login which revision " +
          "answers, got settings; limit who sees it by previewCidrBlocks, and let the app ask for a login",
      ],
    );
  });

  it("are refused for hosts of the preview that are none, and more of them than one rule takes", () => {
    const five = ["a", "b", "c", "d", "e"].map((label) => `${label}.example`);
    const given = { ...settings, paths: ["/a"], preview: { hosts: [...five, "Shop.example"] } };
    assert.deepEqual(paths(given), ["settings.preview.hosts[5]", "settings.preview.hosts"]);
    assert.deepEqual(paths({ ...settings, preview: { hosts: [] } }), ["settings.preview.hosts"]);
  });

  it("are refused for more hosts and paths than one rule takes", () => {
    const problem = (given: object): unknown => blueGreenProblems({ ...settings, ...given }, "");
    const expected = {
      rule: "at most 5 hosts and paths together, as one listener rule takes no more",
      got: "6",
      remedy: "join some with a wildcard, or make another service",
    };
    const hosts = ["1", "2", "3", "4", "5", "6"].map((label) => `${label}.example`);
    assert.deepEqual(problem({ hosts }), [{ property: "hosts", ...expected }]);
    assert.deepEqual(problem({ hosts: hosts.slice(1), paths: ["/a"] }), [{ property: "paths", ...expected }]);
  });

  it("are refused for more wildcards than one rule takes", () => {
    const given = { hosts: ["*.a.example", "?.b.example"], paths: ["/*/a/*"] };
    assert.deepEqual(blueGreenProblems({ ...settings, ...given }, ""), []);
    assert.deepEqual(blueGreenProblems({ ...settings, ...given, paths: ["/*/a/*/?", "/b/*"] }, ""), [
      {
        property: "paths",
        rule: "at most 5 wildcards in hosts and paths together, as one listener rule takes no more",
        got: "6",
        remedy: "write some out",
      },
    ]);
  });

  it("are refused without anything in them, for what has no default", () => {
    assert.deepEqual(paths({}), ["settings.priority", "settings.sizes.min", "settings.sizes.max"]);
  });

  const good: readonly (readonly [setting: string, ...values: unknown[]])[] = [
    ["priority", 1, 50_000],
    ["hosts", [], ["shop.example.com"], ["*.example.com", "a?.b_c.example"], [`a.${long.slice(2)}`]],
    ["paths", [], ["/"], ["/*"], ["/a/*.js", "/~x$_-\"'@:+&?"], [`/${long.slice(1)}`]],
    ["port", 1024, 65_535],
    ["healthPath", "/", "/a/b.c~d", `/${long.slice(1)}`],
    ["versionPath", "/"],
    ["instanceType", "t2.micro", "c7gn.16xlarge", "m7i-flex.large", "u7i-12tb.224xlarge", "x2iedn.metal"],
    ["sizes.min", 1, 4],
    ["sizes.max", 2, 1000],
    ["sizes.initial", 2, 4],
    ["healthyReads", 1, 20],
    ["bakeSeconds", 0, 84_600],
    ["keepSeconds", 0, 2_592_000],
    ["debugSeconds", 0, 2_592_000],
    ["approvalRequired", true, false],
    ["confirmRequired", true, false],
    ["migrations", "compatible", "breaking"],
    ["alarms", {}],
    ["alarms.errorPercent", 0.1, 99.9],
    ["alarms.minimumRequests", 1, 1_000_000],
    ["alarms.latencySeconds", 0.1, 60],
    ["scaling.requestsPerInstance", 1, 1_000_000],
    ["scaling.cpuPercent", 1, 100],
    ["slowStartSeconds", 0, 30, 900],
    ["drainSeconds", 0, 3600],
    ["install", "boot"],
  ];
  for (const [setting, ...values] of good) {
    it(`may have the ${setting} ${values.map(shown).join(" or ")}`, () => {
      for (const one of values) assert.deepEqual(paths(changed(setting, one)), []);
    });
  }

  it("have defaults for all but priority and sizes", () => {
    assert.deepEqual(resolveBlueGreen(settings), {
      priority: 7,
      hosts: [],
      paths: [],
      port: 8080,
      healthPath: "/health",
      versionPath: "/version",
      instanceType: "t4g.small",
      slowStartSeconds: 0,
      drainSeconds: 60,
      preview: undefined,
      sizes: { min: 2, max: 4, initial: 2 },
      release: {
        windows: [],
        healthyReads: 3,
        bakeSeconds: 300,
        keepSeconds: 3600,
        debugSeconds: 1800,
        approvalRequired: true,
        confirmRequired: false,
        migrations: "compatible",
      },
      alarms: undefined,
      scaling: undefined,
    });
  });

  it("keep everything that is given", () => {
    const { release, ...others } = resolveBlueGreen(largestSettings);
    // There is one way to install, which nobody needs to know.
    assert.deepEqual({ ...others, ...release, install: "boot" }, largestSettings);
    assert.deepEqual(paths(largestSettings), []);
  });

  it("that ask for alarms have defaults for them", () => {
    assert.deepEqual(resolveBlueGreen({ ...settings, alarms: {} }).alarms, {
      errorPercent: 5,
      minimumRequests: 20,
      latencySeconds: 5,
    });
  });
});

describe("the requests of a service", () => {
  it("are all of them where nothing is asked for", () => {
    assert.deepEqual(ruleConditions({}), [{ pathPattern: { values: ["/*"] } }]);
  });

  it("are those for its hosts, those for its paths, or those for both", () => {
    const hosts = ["a.example"];
    const paths = ["/a", "/b/*"];
    assert.deepEqual(ruleConditions({ hosts }), [{ hostHeader: { values: hosts } }]);
    assert.deepEqual(ruleConditions({ paths }), [{ pathPattern: { values: paths } }]);
    assert.deepEqual(ruleConditions({ hosts, paths }), [
      { hostHeader: { values: hosts } },
      { pathPattern: { values: paths } },
    ]);
  });
});

describe("the processor of an instance type", () => {
  it("is Graviton's where a g stands behind the generation, and in the first Graviton", () => {
    const types = [
      "t4g.small",
      "c7gn.large",
      "m8gd.metal-24xl",
      "im4gn.large",
      "is4gen.large",
      "g5g.xlarge",
      "a1.large",
    ];
    for (const type of types) assert.equal(architectureOf(type), "arm64", type);
  });

  it("is Intel's or AMD's elsewhere, whatever letters stand before the generation", () => {
    const types = [
      "t3.small",
      "g5.xlarge",
      "g4dn.xlarge",
      "c7a.large",
      "m7i-flex.large",
      "u7i-12tb.224xlarge",
    ];
    for (const type of types) assert.equal(architectureOf(type), "x86_64", type);
  });
});

describe("the address of a service", () => {
  const http = { dnsName: "alb.example", protocol: "HTTP", port: 80 };

  it("is the load balancer's where its hosts are none, or patterns", () => {
    assert.equal(addressOf([], http), "http://alb.example");
    assert.equal(addressOf(["*.example.com", "a?.example"], http), "http://alb.example");
  });

  it("has the first host that is a name, and the port where it is not the protocol's own", () => {
    const hosts = ["*.example.com", "shop.example.com", "other.example.com"];
    const https = { ...http, protocol: "HTTPS" };
    assert.equal(addressOf(hosts, { ...http, port: 443 }), "http://shop.example.com:443");
    assert.equal(addressOf(hosts, { ...https, port: 443 }), "https://shop.example.com");
    assert.equal(addressOf(hosts, { ...https, port: 80 }), "https://shop.example.com:80");
  });
});
