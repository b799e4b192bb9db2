/** Where everything in the picture of a stage goes: the services in rows, what they share below. Pure. */
import { ENTRY, GAP, MARGIN, RIGHT, WIDTH } from "./grid";
import type { BlueGreen, Serverless, StageModel } from "./model";
import { placeLoadBalancer } from "./place-load-balancer";
import { placeServerless } from "./place-serverless";
import { placeNetwork } from "./place-network";
import { placeReleaseControl } from "./place-release-control";
import { placeUsers } from "./place-users";
import { across, middle, SIZE, styled, type Box, type Part, type Picture, type Text } from "./shapes";
import { fitted } from "./text-width";

const HEADER = 76;

/** Lays out the model on a page that is 800 pixels wide and as high as it needs. */
export function place(model: StageModel): Picture {
  const { loadBalancer, services, releaseControl, network } = model;
  const behind = services.filter((service): service is BlueGreen => service.kind === "blueGreen");
  const serverless = services.filter((service): service is Serverless => service.kind === "serverless");
  const rows: ((y: number) => Part)[] = [
    ...(behind.length > 0 || loadBalancer !== undefined
      ? [(y: number) => placeLoadBalancer(loadBalancer, behind, y)]
      : []),
    ...serverless.map((service) => (y: number) => placeWithUsers(service, y)),
    ...(releaseControl === undefined
      ? []
      : [(y: number) => alone(placeReleaseControl(releaseControl, MARGIN, y, RIGHT - MARGIN))]),
    ...(network === undefined
      ? []
      : [(y: number) => alone(placeNetwork(network, MARGIN, y, RIGHT - MARGIN))]),
  ];
  const parts: Part[] = [{ boxes: [], texts: placeHeader(model), arrows: [] }];
  let y = HEADER;
  for (const row of rows) {
    const part = row(y);
    parts.push(part);
    y = Math.max(...part.boxes.map((box) => box.y + box.height)) + GAP;
  }
  return {
    width: WIDTH,
    height: y - GAP + MARGIN,
    boxes: parts.flatMap(({ boxes }) => boxes),
    texts: parts.flatMap(({ texts }) => texts),
    arrows: parts.flatMap(({ arrows }) => arrows),
  };
}

function placeHeader({ project, stage, region, resources, services }: StageModel): Text[] {
  const about = [
    ...(region === undefined ? [] : [region]),
    services.length === 1 ? "1 service" : `${services.length} services`,
    resources === 1 ? "1 resource" : `${resources} resources`,
  ].join(" · ");
  const room = RIGHT - MARGIN;
  const cut = (text: string, size: "title" | "detail"): string =>
    fitted(text, room, SIZE[size], size === "title");
  return [
    { ...styled(cut(`${project} ${stage}`, "title"), "title"), x: MARGIN, y: 38, anchor: "start" },
    { ...styled(cut(about, "detail"), "detail", "muted"), x: MARGIN, y: 58, anchor: "start" },
  ];
}

function placeWithUsers(service: Serverless, y: number): Part {
  const { card, entrances, arrows } = placeServerless(service, ENTRY, y, RIGHT - ENTRY);
  const reached = entrances.map(({ box, flow }) => ({ users: placeUsers(middle(box)), box, flow }));
  return {
    boxes: [card, ...reached.map(({ users }) => users)],
    texts: [],
    arrows: [...reached.map(({ users, box, flow }) => across(users, box, flow)), ...arrows],
  };
}

function alone(box: Box): Part {
  return { boxes: [box], texts: [], arrows: [] };
}
