import type { FunctionFact } from '../model/functions.js'
import type { FunctionId } from '../model/ids.js'
import type { Decisions } from './decide.js'
import { type Exposure, exposeTwins } from './expose-twins.js'
import { type Graph, isCodeOf } from './graph.js'
import { usersOf } from './twin-users.js'

/** Where twins' names are passed on: beside the function's own name, and in a function that is copied, in the copy. */
export class Exposures {
  readonly #byFunction: ReadonlyMap<FunctionId, Exposure[]>

  constructor(private readonly graph: Graph, private readonly decisions: Decisions) {
    const twins = [...decisions.byFunction.values()].filter(({ verdict }) => verdict === 'twin').map(({ function: id }) => graph.function(id))
    const named = twins.filter(({ id }) => !decisions.isCopiedAlong(id))
    this.#byFunction = new Map(named.map((fact) => [fact.id, exposeTwins(graph, decisions, fact)]))
  }

  /** Those of a function's twin, but where only a copy uses the name that goes on. */
  outside(fact: FunctionFact): Exposure[] {
    return (this.#byFunction.get(fact.id) ?? []).filter((exposure) => {
      const copied = this.graph.functionsIn(exposure.file).find((other) => this.decisions.verdictOf(other.id) === 'twin' && isCodeOf(other, exposure))
      return !copied || usersOf(this.graph, fact.id).some((user) => {
        return user.name && user.by && this.decisions.verdictOf(user.by) === 'convert' && isCodeOf(copied, { file: user.file, span: user.name })
      })
    })
  }

  /** What goes on in a function that is copied. */
  inside(fact: FunctionFact): Exposure['change'][] {
    return [...this.#byFunction.values()].flat().filter((exposure) => isCodeOf(fact, exposure)).map(({ change }) => change)
  }
}
