// The network that functions have on AWS, as far as they need it: names of the stack's load balancers, with the ports
// they listen on there, lead to where they listen here. `MULTISTAGE_LOCAL_ROUTES` is JSON: { "name:port": "address:port" }.
import { Socket } from "node:net";

const routes = new Map(Object.entries(JSON.parse(process.env.MULTISTAGE_LOCAL_ROUTES ?? "{}")));
const { connect } = Socket.prototype;

/** As Node.js calls it: with options, or with an array that begins with them. */
Socket.prototype.connect = function (...given) {
  const options = Array.isArray(given[0]) ? given[0][0] : given[0];
  const route = routes.get(`${options?.host}:${options?.port}`);
  if (route !== undefined) [options.host, options.port] = [route.split(":")[0], Number(route.split(":")[1])];
  return connect.apply(this, given);
};
