/** Where the zones of a network go, each with its subnets. Pure. */
import { cells } from "./grid";
import type { Network, Subnet, Zone } from "./model";
import { boxHeight, card, CARD_TOP, INSET, textBox, type Box } from "./shapes";

/** At most so many zones side by side. */
const PER_LINE = 3;
const GAP = 10;
const ZONE_TOP = 30;
const ZONE_INSET = 8;
const SUBNET = boxHeight(1);

export function placeNetwork(network: Network, x: number, y: number, width: number): Box {
  const { zones, cidrBlock, privateZoneName } = network;
  const lines = Math.max(1, Math.ceil(zones.length / PER_LINE));
  const subnets = Math.max(0, ...zones.map((zone) => zone.subnets.length));
  const height = ZONE_TOP + subnets * (SUBNET + ZONE_INSET);
  const area = { x: x + INSET, y: y + CARD_TOP, width: width - 2 * INSET };
  const places = cells(zones.length, Math.ceil(zones.length / lines), area, height, GAP);
  const boxes = places.flatMap((place, index) => {
    const zone = zones[index];
    return zone === undefined ? [] : [placeZone(zone, { ...place, height })];
  });
  const frame = { x, y, width, height: CARD_TOP + lines * (height + GAP) - GAP + INSET };
  const note = privateZoneName === undefined ? "" : `private zone ${privateZoneName}`;
  return card(frame, { heading: `Network ${cidrBlock}`, note }, boxes);
}

type Frame = Pick<Box, "x" | "y" | "width" | "height">;

function placeZone(zone: Zone, frame: Frame): Box {
  const boxes = zone.subnets.map((subnet, index) => {
    const y = frame.y + ZONE_TOP + index * (SUBNET + ZONE_INSET);
    return placeSubnet(subnet, { x: frame.x + ZONE_INSET, y, width: frame.width - 2 * ZONE_INSET });
  });
  return { ...textBox("card", frame, { label: zone.name }), boxes };
}

function placeSubnet(subnet: Subnet, place: Omit<Frame, "height">): Box {
  const label = subnet.public ? "public" : "private";
  const details = [subnet.holds.join(", ") || "empty"];
  return textBox("plain", place, { label, note: subnet.cidrBlock, details });
}
