import type { StateKind } from '../../model/races.js'

/** A part of what outlives a request: a variable, a field, what an object or a collection holds under a key, a file. */
export interface StatePath {
  kind: StateKind
  /** What it begins with; the same for all code that means the same. */
  root: string
  /** `.alive` and `[key]`, in which the same text means the same; `[?]` for any. */
  steps: readonly string[]
  /** As the code calls it. */
  name: string
}

/** A read or a write of shared state. */
export interface Access {
  path: StatePath
  /** It depends on all that the object or the collection holds, or changes which there are. */
  whole?: true
  /** Whoever writes looks at it again right before, and relies on nobody's earlier look. */
  isOwnStep?: true
}

/** The same state one or more steps further down. */
export function below(path: StatePath, step: string, name: string): StatePath {
  return { ...path, steps: [...path.steps, step], name }
}

/** Whether what was read tells something that the write makes untrue. */
export function overlaps(read: Access, write: Access): boolean {
  const [from, to] = [read.path, write.path]
  if (from.kind !== to.kind || from.root !== to.root) return false
  const common = Math.min(from.steps.length, to.steps.length)
  for (let index = 0; index < common; index++) if (!isSameStep(from.steps[index], to.steps[index])) return false
  const further = to.steps.length - from.steps.length
  if (further > 0) return read.whole === true && further === 1
  if (write.whole) return further === -1 || (further === 0 && read.whole === true)
  return true
}

function isSameStep(a = '', b = ''): boolean {
  return a === b || (a.startsWith('[') && b.startsWith('[') && (a === '[?]' || b === '[?]'))
}
