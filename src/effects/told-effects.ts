import type { Access, Effect, EffectKind, ToldEffects } from '../model/effects.js'

/** The kinds of effects that a person can name. */
export const effectKinds: Readonly<Record<EffectKind, true>> = {
  'file': true, 'database': true, 'network': true, 'process': true, 'mail': true, 'queue': true, 'shared-state': true, 'timer': true, 'exit': true, 'log': true,
}

/** Reads what a person says of a function: `none`, `unknown`, `write mail`, `repeatable write file`; undefined where that says nothing. */
export function toldEffect(text: string): ToldEffects | undefined {
  const words = text.trim()
  if (words === 'none') return []
  if (words === 'unknown') return words
  const [, repeatable, access, kind] = /^(?:(repeatable) )?(read|write) (\S+)$/.exec(words) ?? []
  if (!isAccess(access) || kind === undefined || !isKind(kind)) return undefined
  return [{ kind, access, ...(repeatable !== undefined && { isRepeatable: true }) }]
}

/** Several of them, of one function. */
export function allTold(told: readonly ToldEffects[]): ToldEffects {
  return told.includes('unknown') ? 'unknown' : told.flatMap((each): readonly Effect[] => (each === 'unknown' ? [] : each))
}

function isAccess(word: string | undefined): word is Access {
  return word === 'read' || word === 'write'
}

function isKind(word: string): word is EffectKind {
  return Object.hasOwn(effectKinds, word)
}
