import type { ThreadObjectFact } from '../../model/database.js'
import { type FunctionRegistry, spanOf } from '../function-registry.js'
import type { ThreadObject } from './thread-objects.js'

/** Puts the objects that the thread can build into the words of facts. */
export function threadObjectFacts(objects: readonly ThreadObject[], { fileOf }: FunctionRegistry): ThreadObjectFact[] {
  return objects.map(({ id, name, references, types, shared, needs }) => ({
    id, file: fileOf(name.getSourceFile()), name: name.text,
    ...(needs && { needs }),
    references: references.map((reference) => ({ file: fileOf(reference.getSourceFile()), span: spanOf(reference) })),
    types: [...types].map((type) => ({ file: fileOf(type.getSourceFile()), span: spanOf(type), ...(shared.types.has(type) && { orSync: true }) })),
  }))
}
