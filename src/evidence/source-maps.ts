import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { decodedMappings, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'

/** A place in a source; both count as in a `Frame`. */
export interface SourcePlace {
  path: string
  line: number
  column: number
}

/** Leads from compiled code back to what it was compiled from. */
export interface SourceMaps {
  /** The place in the source; undefined where the file has no source map, or none for that place. */
  sourceOf(file: string, line: number, column: number | undefined): SourcePlace | undefined
  /** All lines of sources that a line of compiled code is made from. */
  linesOf(file: string, line: number): { path: string; line: number }[]
}

/** Reads source maps as files are asked about: those written in a file, and those that it names. */
export function createSourceMaps(): SourceMaps {
  const maps = new Map<string, TraceMap | undefined>()
  const mapOf = (file: string): TraceMap | undefined => {
    if (!maps.has(file)) maps.set(file, readMap(file))
    return maps.get(file)
  }
  return {
    sourceOf: (file, line, column) => {
      const map = mapOf(file)
      if (!map) return undefined
      const found = originalPositionFor(map, { line, column: column ?? firstColumn(map, line) })
      return found.source === null ? undefined : { path: pathOf(found.source), line: found.line, column: found.column }
    },
    linesOf: (file, line) => {
      const map = mapOf(file)
      return map ? placesOn(map, line) : [{ path: file, line }]
    },
  }
}

function readMap(file: string): TraceMap | undefined {
  const text = readText(file) ?? ''
  const named = [...text.matchAll(/^\/[/*][#@] sourceMappingURL=(\S+)/gm)].at(-1)?.[1]
  if (named === undefined) return undefined
  const url = new URL(named, pathToFileURL(file))
  const json = url.protocol === 'file:' ? readText(fileURLToPath(url)) : inlined(url)
  try {
    // Sources are seen from the map's file.
    return json === undefined ? undefined : new TraceMap(json, url.protocol === 'file:' ? url.href : pathToFileURL(file).href)
  } catch {
    return undefined
  }
}

function inlined({ protocol, pathname }: URL): string | undefined {
  const [, encoding, data = ''] = /^application\/json[^,]*?(;base64)?,(.*)$/s.exec(pathname) ?? []
  if (protocol !== 'data:') return undefined
  return encoding === undefined ? decodeURIComponent(data) : Buffer.from(data, 'base64').toString()
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function firstColumn(map: TraceMap, line: number): number {
  return decodedMappings(map)[line - 1]?.find((segment) => segment.length > 1)?.[0] ?? 0
}

function placesOn(map: TraceMap, line: number): { path: string; line: number }[] {
  const places = (decodedMappings(map)[line - 1] ?? []).flatMap((segment) => {
    if (segment.length === 1) return []
    const source = map.resolvedSources[segment[1]]
    return source === undefined ? [] : [{ path: pathOf(source), line: segment[2] + 1 }]
  })
  return places.filter((place, index) => places.findIndex((other) => other.path === place.path && other.line === place.line) === index)
}

function pathOf(source: string): string {
  return source.startsWith('file:') ? fileURLToPath(source) : path.normalize(source)
}
