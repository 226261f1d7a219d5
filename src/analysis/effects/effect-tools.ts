import { KnownEffects } from '../../effects/index.js'
import type { ToldEffect } from '../../model/effects.js'
import type { ApiOrigins } from '../api-origin.js'
import { MemoryAccesses } from '../races/accesses.js'
import { SharedState } from '../races/shared-state.js'
import { Sharing, type SharingTools } from '../races/sharing.js'
import { KnownCalls } from './known-calls.js'
import type { EffectTools } from './summarize.js'

type Given = SharingTools & Pick<EffectTools, 'registry' | 'points'> & { origins: ApiOrigins; told: readonly ToldEffect[] }

/** What summaries of effects are made with. */
export function effectTools(given: Given): EffectTools {
  const known = new KnownEffects(given.told)
  const { symbols } = given
  return { ...given, known, calls: new KnownCalls({ ...given, known }), memory: new MemoryAccesses(new SharedState(symbols, new Sharing(given)), symbols) }
}
