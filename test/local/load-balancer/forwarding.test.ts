import assert from "node:assert/strict";
import { ModifyRuleCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Answered } from "../../../local/load-balancer/node/node";
import { ask, balanced, health, named } from "./balanced";
import { fixed, onHost, onPath, to } from "./declared";
import { freePort } from "./free-port";

describe("a load balancer", () => {
  const world = balanced();

  it("answers 503 for an empty group, in AWS's own words", async () => {
    const { declare } = world;
    await declare.listener(await declare.balancer(), await freePort(), to(await declare.group()));
    const plane = await world.plane();
    const { status, text, message } = await ask(plane.listeners()[0]!.url);
    assert.equal(status, 503);
    assert.equal(message.headers.server, "awselb/2.0");
    assert.equal(
      text,
      "<html>\r\n<head><title>503 Service Temporarily Unavailable</title></head>\r\n<body>\r\n" +
        "<center><h1>503 Service Temporarily Unavailable</h1></center>\r\n</body>\r\n</html>\r\n",
    );
  });

  it("takes turns among healthy targets, each of two nodes for itself", async () => {
    const { declare } = world;
    await world.app(named("a"), "a");
    await world.app(named("b"), "b");
    const group = await declare.group();
    await declare.register(group, "a", "b");
    await declare.listener(await declare.balancer(), await freePort(), to(group));
    const plane = await world.plane();
    await health(plane, group, ["healthy", "healthy"]);
    const { nodeUrls, url } = plane.listeners()[0]!;
    assert.deepEqual(
      nodeUrls.map((node) => new URL(node).hostname),
      ["127.0.0.1", "127.0.0.2"],
    );
    assert.equal(url, nodeUrls[0]);
    for (const node of nodeUrls) {
      const answers = [await ask(node), await ask(node), await ask(node)];
      assert.deepEqual(
        answers.map(({ text }) => text),
        ["a", "b", "a"],
      );
    }
  });

  it("follows the rule of the lowest number that fits, and the default one without", async () => {
    const { declare } = world;
    await world.app(named("app"), "app");
    const group = await declare.group();
    await declare.register(group, "app");
    const listener = await declare.listener(await declare.balancer(), await freePort());
    await declare.rule(listener, 20, onHost("shop.example.com"), fixed("200", "host"));
    await declare.rule(listener, 3, onPath("/app/*"), to(group));
    await declare.rule(
      listener,
      10,
      [{ Field: "http-header", HttpHeaderConfig: { HttpHeaderName: "X-Preview", Values: ["yes"] } }],
      fixed("200", "header"),
    );
    const plane = await world.plane();
    await health(plane, group, ["healthy"]);
    const { url } = plane.listeners()[0]!;
    const texts = async (path: string, headers = {}) => (await ask(url, { path, headers })).text;
    assert.equal(await texts("/"), "nothing here");
    assert.equal(await texts("/", { Host: "SHOP.example.com:80" }), "host");
    assert.equal(await texts("/", { Host: "shop.example.com", "X-Preview": "yes" }), "header");
    assert.equal(await texts("/app/1?x", { Host: "shop.example.com", "X-Preview": "yes" }), "app");
    assert.equal(await texts("/App/1", { Host: "shop.example.com" }), "host");
  });

  it("shares requests by weight, exactly, and takes new weights when it has read them", async () => {
    const { declare } = world;
    const groups: string[] = [];
    for (const name of ["blue", "green"]) {
      await world.app(named(name), name);
      const group = await declare.group();
      await declare.register(group, name);
      groups.push(group);
    }
    const [blue = "", green = ""] = groups;
    const listener = await declare.listener(await declare.balancer(), await freePort());
    const rule = await declare.rule(listener, 1, onPath("/*"), to([blue, 3], [green, 1]));
    const plane = await world.plane();
    await health(plane, blue, ["healthy"]);
    await health(plane, green, ["healthy"]);
    const { url } = plane.listeners()[0]!;
    const counted = async () => {
      const answers: string[] = [];
      for (let asked = 0; asked < 20; asked++) answers.push((await ask(url)).text);
      return ["blue", "green"].map((name) => answers.filter((text) => text === name).length);
    };
    assert.deepEqual(await counted(), [15, 5]);
    await declare.balancing.send(
      new ModifyRuleCommand({ RuleArn: rule, Actions: [to([blue, 0], [green, 100])] }),
    );
    await plane.refresh();
    assert.deepEqual(await counted(), [0, 20]);
  });

  it("redirects, saying the port, and answers what is fixed with its type", async () => {
    const { declare } = world;
    const balancer = await declare.balancer();
    const port = await freePort();
    const listener = await declare.listener(balancer, port);
    await declare.rule(listener, 1, onPath("/old/*"), {
      Type: "redirect",
      RedirectConfig: {
        StatusCode: "HTTP_302",
        Host: "new.#{host}",
        Path: "/new/#{path}",
        Query: "was=#{query}",
      },
    });
    const plane = await world.plane();
    const { url } = plane.listeners()[0]!;
    const moved = await ask(url, { path: "/old/x?a=1", headers: { Host: "shop.example.com" } });
    assert.equal(moved.status, 302);
    assert.equal(moved.message.headers.location, `http://new.shop.example.com:${port}/new/old/x?was=a=1`);
    const { status, text, message } = await ask(url);
    assert.deepEqual([status, text, message.headers["content-type"]], [404, "nothing here", "text/plain"]);
  });

  it("keeps a client with its group while the rule is sticky, with weight 0 too", async () => {
    const { declare } = world;
    const [blue, green] = [await declare.group(), await declare.group()];
    for (const [name, group] of [["blue", blue] as const, ["green", green] as const]) {
      await world.app(named(name), name);
      await declare.register(group, name);
    }
    const listener = await declare.listener(await declare.balancer(), await freePort());
    const weighted = (weights: readonly [number, number]) => {
      const action = to([blue, weights[0]], [green, weights[1]]);
      const TargetGroupStickinessConfig = { Enabled: true, DurationSeconds: 60 };
      return { ...action, ForwardConfig: { ...action.ForwardConfig, TargetGroupStickinessConfig } };
    };
    const rule = await declare.rule(listener, 1, onPath("/*"), weighted([1, 0]));
    const plane = await world.plane();
    await health(plane, blue, ["healthy"]);
    await health(plane, green, ["healthy"]);
    const { url } = plane.listeners()[0]!;
    const first = await ask(url);
    const cookies = first.message.headers["set-cookie"]!;
    assert.deepEqual(
      cookies.map((cookie) => cookie.split("=")[0]),
      ["AWSALBTG", "AWSALBTGCORS"],
    );
    assert.match(cookies[1]!, /; SameSite=None; Secure$/);
    await declare.balancing.send(new ModifyRuleCommand({ RuleArn: rule, Actions: [weighted([0, 1])] }));
    await plane.refresh();
    const Cookie = cookies[0]!.split(";")[0]!;
    assert.equal((await ask(url, { headers: { Cookie } })).text, "blue");
    assert.equal((await ask(url)).text, "green");
    assert.equal((await ask(url, { headers: { Cookie: "AWSALBTG=nonsense" } })).text, "green");
  });

  it("keeps a client with its target while the group is sticky and the target healthy", async () => {
    const { declare } = world;
    for (const name of ["a", "b"]) await world.app(named(name), name);
    const group = await declare.group({}, { "stickiness.enabled": "true", "stickiness.type": "lb_cookie" });
    await declare.register(group, "a", "b");
    await declare.listener(await declare.balancer(), await freePort(), to(group));
    const plane = await world.plane();
    await health(plane, group, ["healthy", "healthy"]);
    const { url } = plane.listeners()[0]!;
    const first = await ask(url);
    assert.equal(first.text, "a");
    const Cookie = first.message.headers["set-cookie"]![0]!.split(";")[0]!;
    const again = [await ask(url, { headers: { Cookie } }), await ask(url, { headers: { Cookie } })];
    assert.deepEqual(
      again.map(({ text }) => text),
      ["a", "a"],
    );
    const gone = `AWSALB=${Buffer.from("c:80").toString("base64url")}`;
    assert.deepEqual(
      [(await ask(url, { headers: { Cookie: gone } })).text, (await ask(url)).text],
      ["b", "a"],
    );
  });

  it("tells whoever counts of every answer: whose it was, and how long it took", async () => {
    const { declare } = world;
    await world.app((request, response) => response.writeHead(request.url === "/" ? 500 : 200).end(), "app");
    const group = await declare.group();
    await declare.register(group, "app");
    const balancer = await declare.balancer();
    const listener = await declare.listener(balancer, await freePort(), to(group));
    await declare.rule(listener, 1, onPath("/fixed"), fixed("503", "no release yet"));
    const answers: Answered[] = [];
    const plane = await world.plane({ onAnswer: (answered) => answers.push(answered) });
    await health(plane, group, ["healthy"]);
    const { url } = plane.listeners()[0]!;
    await ask(url);
    await ask(url, { path: "/fixed" });
    const shared = { loadBalancerArn: balancer, listenerArn: listener };
    assert.deepEqual(
      answers.map(({ milliseconds, ...rest }) => ({ ...rest, quick: milliseconds < 1000 })),
      [
        {
          ...shared,
          target: { groupArn: group, id: "app", port: 80 },
          status: 500,
          byTarget: true,
          quick: true,
        },
        { ...shared, status: 503, byTarget: false, quick: true },
      ],
    );
  });

  it("says what it does not model, and answers it with 501 or passes the rule over", async () => {
    const { declare } = world;
    const port = await freePort();
    const listener = await declare.listener(await declare.balancer(), port);
    await declare.rule(listener, 7, onPath("/admin"), {
      Type: "authenticate-oidc",
      Order: 1,
      AuthenticateOidcConfig: {
        Issuer: "https://id.example.com",
        AuthorizationEndpoint: "https://id.example.com/a",
        TokenEndpoint: "https://id.example.com/t",
        UserInfoEndpoint: "https://id.example.com/u",
        ClientId: "shop",
        ClientSecret: "not one",
      },
    });
    const plane = await world.plane();
    const { url } = plane.listeners()[0]!;
    const { status, text } = await ask(url, { path: "/admin" });
    assert.deepEqual(
      [status, text],
      [501, "multistage: the action authenticate-oidc is not modelled here\n"],
    );
    await plane.refresh();
    assert.deepEqual(world.said, [
      `shop, port ${port}, rule 7: the action authenticate-oidc is not modelled; its requests are answered with 501`,
    ]);
  });
});
