import { standIn } from "../../../local/functions/web-adapter";
import { behavesAsDjango } from "./django-behaviour";
import { behavesAsNodeApp } from "./node-app-behaviour";

// test/deep/web-adapter.test.ts does the same with the real adapter.
describe("a Node.js app behind the API, with the stand-in for the web adapter", () => {
  behavesAsNodeApp(standIn);
});

describe("the Django example behind the API, with the stand-in for the web adapter", () => {
  behavesAsDjango(standIn);
});
