/** AWS Cost Explorer. */
import { page, text, type Row } from "./row";

const costAllocationTag: Row = {
  type: "aws:costexplorer/costAllocationTag:CostAllocationTag",
  source: page("18fc80b64733d85f8a2797c09547815503f27fe7", "internal/service/ce/cost_allocation_tag.go"),
  id: ({ inputs }) => text(inputs, "tagKey"),
  idLine: 89,
  replaceOn: {},
  update: "whole",
  updateLine: 79,
  computed: () => ({ type: "UserDefined" }),
};

export const costexplorer = [costAllocationTag];
