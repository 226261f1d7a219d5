import { ts } from 'ts-morph'
import type { LostPromiseFact } from '../../model/promises.js'
import type { ErrorFree } from './error-free.js'
import { type FunctionRegistry, spanOf } from '../function-registry.js'
import { isLostPromise, type LostPromise, placesToLosePromises } from './lost-promise.js'
import { shortened } from './shortened.js'

/** What finding lost promises needs to know. */
export interface PromiseTools {
  registry: FunctionRegistry
  checker: ts.TypeChecker
  errorFree: ErrorFree
  /** Frameworks give promises to tests that nobody has to await, such as those of `t.test()`. */
  isTest: (file: ts.SourceFile) => boolean
}

/** The promises that are lost in functions that are known to block, or to handle requests; other functions are never changed. */
export function findLostPromises({ registry, checker, errorFree, isTest }: PromiseTools): LostPromiseFact[] {
  const known = [...registry.known()].filter(([node]) => ts.isFunctionLike(node) && 'body' in node && node.body)
  const holders = new Map(known.map(([node, fact]) => [node, fact.id]))
  const files = new Set(known.map(([node]) => node.getSourceFile()).filter((file) => !isTest(file)))
  return [...files].flatMap((file) => placesToLosePromises(file).flatMap((place) => {
    const holder = ts.findAncestor(place.node, (node) => holders.has(node))
    const id = holder && holders.get(holder)
    if (id === undefined || isTypeError(place, file) || !isLostPromise(place, checker)) return []
    const { node, loss } = place
    // It goes on by itself, and whoever wrote it has thought of its errors.
    if (loss === 'dropped' && errorFree.neverRejects(node)) return []
    return [{ file: registry.fileOf(file), span: spanOf(node), in: id, loss, text: shortened(node.getText(file)) }]
  }))
}

/** TypeScript itself tells of a member that a promise does not have. */
function isTypeError({ loss }: LostPromise, file: ts.SourceFile): boolean {
  return loss === 'member' && /\.[cm]?tsx?$/.test(file.fileName)
}
