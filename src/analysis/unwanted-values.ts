import { ts } from 'ts-morph'
import type { FollowTools } from './flow.js'
import { spanOf } from './function-registry.js'

/** Of functions that convert together, notes the arrows that give a value where a type among them says that there is none. */
export function learnUnwanted(functions: readonly ts.Node[], { registry, symbols }: Pick<FollowTools, 'registry' | 'symbols'>): void {
  const signatures = functions.map((node) => (ts.isPropertySignature(node) ? node.type ?? node : node)).filter((node) => ts.isFunctionLike(node))
  if (!signatures.some((node) => !('body' in node) && symbols.givesNothing(node))) return
  for (const node of functions) {
    if (ts.isArrowFunction(node) && !ts.isBlock(node.body) && symbols.givesValue(node.body)) registry.factOf(node).unwanted = spanOf(node.body)
  }
}
