import { ts } from 'ts-morph'
import type { KnownEffects } from '../../effects/index.js'
import { allTold, toldEffect } from '../../effects/told-effects.js'
import type { ToldEffects } from '../../model/effects.js'
import type { FunctionRegistry } from '../function-registry.js'

interface Tools {
  registry: FunctionRegistry
  known: KnownEffects
}

/** What a person says that a function of the project does: in a comment, `@effect write mail`, or in the configuration. */
export function toldEffectsOf(declaration: ts.Declaration, { registry, known }: Tools): ToldEffects | undefined {
  const tags = ts.getJSDocTags(declaration).filter(({ tagName }) => tagName.text === 'effect')
  // What cannot be understood is better taken for unknown than for nothing.
  if (tags.length > 0) return allTold(tags.map(({ comment }) => toldEffect(ts.getTextOfJSDocComment(comment) ?? '') ?? 'unknown'))
  const file = declaration.getSourceFile()
  const path = registry.namesIn(file).get(declaration)
  return path === undefined ? undefined : known.toldOfOwn(registry.fileOf(file), path)
}
