import type { Conversion } from './conversion.js'
import type { Flagged } from './flagged.js'
import { lineMap } from './line-map.js'
import type { BlockingCall } from './observer.js'

/** The blocking calls of a converted program that no flag speaks of: neither of them nor of what called them. */
export function unnamedCalls(calls: readonly BlockingCall[], { before, after, flags }: Conversion): string[] {
  const originOf = new Map([...before].map(([name, text]) => [name, lineMap(text, after.get(name) ?? text)]))
  const unnamed = calls.filter(({ api, stack }) => !flags.some((flag) => isNamed(flag, api) || stack.some(({ file, line }) => {
    return originOf.get(file)?.(line).some((origin) => covers(flag, file, origin))
  })))
  return [...new Set(unnamed.map(({ api, stack }) => `${api} at ${stack.map(({ file, line }) => `${file}:${String(line)}`).join(' ')}`))]
}

/** By its API; or with all that was rolled back, where that was more than one function. */
function isNamed({ said, lines, api: named }: Flagged, api: string): boolean {
  return named === api || (said === 'blocks check-failed' && lines.length === 1)
}

function covers(flag: Flagged, file: string, line: number): boolean {
  return flag.lines.some((lines) => lines.file === file && lines.from <= line && line <= lines.to)
}
