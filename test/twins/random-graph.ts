import fc from 'fast-check'
import { spellModules } from './spell-modules.js'

/** What a function of a random program calls. */
export type Callee = { to: 'function'; index: number } | { to: 'method' }

/** How a file gets at a function of another one. */
export type Import = 'named' | 'renamed' | 'namespace' | 'barrel'

export interface RandomFunction {
  file: number
  form: 'declaration' | 'arrow'
  blocks: boolean
  calls: Callee[]
  /** How other files import it. */
  imported: Import
  /** Start-up code, a constructor, or nobody needs it at once. */
  neededBy: 'start' | 'constructor' | undefined
  isSelected: boolean
}

/** Functions over one to three files that call each other in any way, and a method with its override. */
export interface RandomGraph {
  functions: RandomFunction[]
  methods: Callee[][]
}

const callee: fc.Arbitrary<Callee> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ to: fc.constant('function' as const), index: fc.nat(7) }) },
  { weight: 1, arbitrary: fc.record({ to: fc.constant('method' as const) }) },
)

const randomFunction: fc.Arbitrary<RandomFunction> = fc.record({
  file: fc.nat(2),
  form: fc.constantFrom('declaration', 'arrow'),
  blocks: fc.boolean(),
  calls: fc.array(callee, { maxLength: 2 }),
  imported: fc.constantFrom('named', 'renamed', 'namespace', 'barrel'),
  neededBy: fc.constantFrom('start', 'constructor', undefined, undefined, undefined),
  isSelected: fc.constantFrom(true, false, false),
})

export const randomGraphs: fc.Arbitrary<RandomGraph> = fc.record({
  functions: fc.array(randomFunction, { minLength: 3, maxLength: 8 }),
  methods: fc.array(fc.array(callee, { maxLength: 1 }), { minLength: 2, maxLength: 2 }),
})

/** The graph as a program: its files by name. */
export function programOf(graph: RandomGraph): Map<string, string> {
  return spellModules(graph)
}
