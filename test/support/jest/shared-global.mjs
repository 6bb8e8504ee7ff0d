/** jest's environment of tests: the global object of the worker. A file's tests end with what they found. */
export default class SharedGlobal {
  global = globalThis;
  fakeTimers = null;
  fakeTimersModern = null;
  #kept = { console: globalThis.console, exit: process.exit, env: process.env, variables: { ...process.env } };

  getVmContext() {
    return null;
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  async setup() {}

  async teardown() {
    const { console, exit, env, variables } = this.#kept;
    globalThis.console = console;
    process.exit = exit;
    process.env = env;
    for (const name of Object.keys(env)) if (!(name in variables)) delete env[name];
    Object.assign(env, variables);
  }
}
