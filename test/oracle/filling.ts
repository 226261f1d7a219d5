import type { Node } from './model.js'
import { type Entry, entriesFor, type Scope } from './scope.js'
import type { Slot } from './template.js'

/** A node's template on the way to text: which names and parts are used up, and what can be seen from the slots. */
export class Filling {
  /** What the statements behind can use. */
  readonly declared: Entry[] = []
  readonly #parts: Iterator<Node>
  readonly #names: Iterator<string, undefined>
  #parameters: Entry[] = []
  #areParametersUsed = false

  readonly names: readonly string[]
  readonly #file: string | undefined

  /** `names` are those of the slots that declare something; `file` is given where other files may import them. */
  constructor(node: Node, private readonly scope: Scope, { names, file }: { names: readonly string[]; file: string | undefined }) {
    this.names = names
    this.#file = file
    this.#parts = node.parts.values()
    this.#names = names.values()
  }

  declare({ mark, name: kind }: Slot): string {
    const name = this.#names.next().value ?? ''
    if (mark === '+') {
      this.declared.push(...entriesFor(kind, name, this.#file))
    } else {
      this.#parameters = [...(this.#areParametersUsed ? [] : this.#parameters), ...entriesFor(kind, name)]
      this.#areParametersUsed = false
    }
    return name
  }

  nextPart(): Node {
    const part = this.#parts.next()
    if (part.done) throw new Error('A slot has nothing to fill it.')
    return part.value
  }

  scopeFor({ mark }: Slot): Scope {
    if (mark !== '*') return this.scope
    this.#areParametersUsed = true
    return this.scope.with(this.#parameters)
  }
}
