import { ioWorkerd } from "../../src/io-workerd.ts";
import { serverSuite } from "./suite.ts";

serverSuite("workerd", ioWorkerd);
