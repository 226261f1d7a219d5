/** A function that handlers are wrapped in, in the same style as local helpers; it comes with a conversion in a module of its own. */
export interface HandlerWrapperText {
  javascript: string
  typescript: string
  /** What the TypeScript version imports, from a module of Node. */
  types?: { module: string; names: string[] }
}
