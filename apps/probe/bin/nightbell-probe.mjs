#!/usr/bin/env node
/** `npx nightbell-probe` inside a clone, after `npm install`: bundles the probe from the sources as they are, and runs it. */
import { BUNDLE, bundle } from "./build.mjs";

await bundle();
await import(BUNDLE.href);
