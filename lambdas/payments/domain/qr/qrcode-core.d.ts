/** The package's maker of symbols without its renderers: those require Node's modules, which an ES module bundle cannot. */
declare module 'qrcode/lib/core/qrcode.js' {
  export { create } from 'qrcode';
}
