import worker from "../../src/index.ts";

export { Directory, Phone, Team } from "../../src/index.ts";

export default worker;
