import type { CallEffect } from '../model/effects.js'

/** A table's calls, by what they do: `calls({ read: 'get head', write: 'post put' })`. */
export function calls(names: Partial<Record<Extract<CallEffect, string>, string>>): Record<string, CallEffect> {
  const effects: readonly Extract<CallEffect, string>[] = [
    'none', 'read', 'write', 'unknown', 'repeatable', 'overwrites', 'sql', 'statement', 'http-method', 'command', 'class-name',
  ]
  return Object.fromEntries(effects.flatMap((effect) => (names[effect]?.split(/\s+/) ?? []).map((name) => [name, effect])))
}
