import type { Known } from '../analysis/analyze.js'
import { driversFrom } from './drivers-from.js'
import { effectsFrom } from './effects-from.js'
import type { LoadedConfig } from './load-config.js'
import { rulesFrom } from './rules-from.js'

/** What is known of code, as a configuration adds to it. */
export function knownFrom({ file, config }: LoadedConfig, root: string): Known {
  const place = { file, root }
  return { rules: rulesFrom(config, place), drivers: driversFrom(config, place), ...(config.effects && { effects: effectsFrom(config, place) }) }
}
