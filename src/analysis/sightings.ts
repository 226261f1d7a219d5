import type { ts } from 'ts-morph'
import { keyOf, type Value } from './value.js'

/** As many ways to a function are followed from one name. */
const mostPaths = 6

/** What was seen where already, so that following values comes to an end. */
export class Sightings {
  readonly #seen = new Map<ts.Node, Set<string>>()

  /** Takes note of it, and tells whether it is new. */
  isNew(node: ts.Node, value: Value, name = ''): boolean {
    const key = keyIn(value, name)
    const keys = this.#seen.get(node)
    if (keys?.has(key)) return false
    if (keys) keys.add(key)
    else this.#seen.set(node, new Set([key]))
    return true
  }

  has(node: ts.Node, value: Value, name = ''): boolean {
    return this.#seen.get(node)?.has(keyIn(value, name)) ?? false
  }

  /** A name that leads to one function in many ways is the object of everything, and more ways to it tell nothing new. */
  isCrowded(node: ts.Node, { fact, path }: Value): boolean {
    if (path.length === 0) return false
    const known = this.#seen.get(node) ?? []
    return [...known].filter((key) => key.startsWith(`${fact.id} `)).length >= mostPaths
  }
}

function keyIn(value: Value, name: string): string {
  return `${keyOf(value)} ${name}`
}
