import { allTold, toldEffect } from '../effects/told-effects.js'
import type { ToldEffect } from '../model/effects.js'
import { type ConfigPlace, moduleNamed } from './module-name.js'
import type { UnblockConfig } from './unblock-config.js'

/** What a configuration says that functions do; the schema lets nothing through that says nothing. */
export function effectsFrom({ effects = {} }: UnblockConfig, place: ConfigPlace): readonly ToldEffect[] {
  return Object.entries(effects).flatMap(([name, byFunction]) => {
    const module = moduleNamed(name, place)
    return Object.entries(byFunction).map(([called, told]): ToldEffect => {
      const texts = typeof told === 'string' ? [told] : told
      return { module, name: called, does: allTold(texts.map((text) => toldEffect(text) ?? 'unknown')) }
    })
  })
}
