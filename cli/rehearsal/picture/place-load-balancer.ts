/** The load balancer, as high as all services behind it, with the users before it and the services at its right. Pure. */
import { BEHIND, ENTRY, GAP, LOAD_BALANCER_WIDTH, RIGHT } from "./grid";
import type { BlueGreen, LoadBalancer } from "./model";
import { placeBlueGreen } from "./place-blue-green";
import { placeUsers } from "./place-users";
import {
  across,
  boxHeight,
  CARD_TOP,
  middle,
  PADDING,
  styled,
  textBox,
  type Arrow,
  type Box,
  type Part,
  type PlacedService,
  type Text,
} from "./shapes";

export function placeLoadBalancer(
  loadBalancer: LoadBalancer | undefined,
  services: readonly BlueGreen[],
  top: number,
): Part {
  const placed: PlacedService[] = [];
  let y = top;
  for (const service of services) {
    const one = placeBlueGreen(service, BEHIND, y, RIGHT - BEHIND);
    placed.push(one);
    y = one.card.y + one.card.height + GAP;
  }
  const height = Math.max(CARD_TOP + boxHeight(2), y - GAP - top);
  const words = { label: "Load balancer", details: about(loadBalancer), ink: "entryText" as const };
  const box = textBox("entry", { x: ENTRY, y: top, width: LOAD_BALANCER_WIDTH, height }, words);
  const ports = placed.flatMap((one) => portTexts(box, one, loadBalancer));
  const users = placeUsers(top + CARD_TOP + boxHeight(1) / 2);
  const routes = placed.flatMap((one) => one.entrances.map((entrance) => route(box, entrance)));
  return {
    boxes: [users, { ...box, texts: [...box.texts, ...ports] }, ...placed.map((one) => one.card)],
    texts: [],
    arrows: [across(users, box, "product"), ...routes, ...placed.flatMap(({ arrows }) => arrows)],
  };
}

function about(loadBalancer: LoadBalancer | undefined): string[] {
  if (loadBalancer === undefined) return ["of another stack"];
  return loadBalancer.protected ? ["protected"] : [];
}

type Entrance = PlacedService["entrances"][number];

/** Within the load balancer, where the way to a rule begins: its listener's port. */
function portTexts(box: Box, service: PlacedService, loadBalancer: LoadBalancer | undefined): Text[] {
  return service.entrances.map((entrance): Text => {
    const port = entrance.flow === "product" ? loadBalancer?.productPort : loadBalancer?.previewPort;
    const name = entrance.flow === "product" ? "product" : "preview";
    const at = { x: box.x + box.width - PADDING, y: middle(entrance.box) + 4, anchor: "end" as const };
    return { ...styled(port === undefined ? name : `${name} :${port}`, "detail"), ...at };
  });
}

function route(from: Box, { box, flow }: Entrance): Arrow {
  const y = middle(box);
  return {
    points: [
      [from.x + from.width, y],
      [box.x, y],
    ],
    flow,
  };
}
