import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const handlersOfRun = Symbol.for('EVENT_HANDLERS');

/**
 * jest's runtime over Node's own modules: Node strips types of test files, and what they import is loaded, compiled and
 * optimized once for all files that a worker runs. jest's own runtime loads everything anew for each file, itself
 * included, which took half of the time of unit tests.
 */
export default class NodeModules {
  requireModule = require;
  setGlobalsForRuntime() {}
  enterTestCode() {}
  leaveTestCode() {}
  teardown() {}
  getSourceMaps() {
    return new Map();
  }
  getAllCoverageInfoCopy() {}

  /** What runs a file's tests: it keeps its state for as long as it is loaded, so each file gets it anew. */
  requireInternalModule(path) {
    delete require.cache[path];
    delete globalThis[handlersOfRun];
    return require(path);
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  unstable_importModule(path) {
    return import(pathToFileURL(path).href);
  }
}
