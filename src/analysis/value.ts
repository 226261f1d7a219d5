import type { FunctionFact } from '../model/functions.js'

/**
 * One step from a value towards a function: a call, an element of a list, Map or dictionary, a property, or what a call
 * puts into its first, second, … argument.
 */
export type Step = '()' | '[]' | `.${string}` | `(${number})`

/** A function, and the steps that lead to it from where it is held: `['.load', '()']` for `{ load: () => read }`. */
export interface Value {
  fact: FunctionFact
  path: readonly Step[]
  /** At the end is not the function but the iterator that it gives, being a generator. */
  isIterator?: true
  /** It came as all that a CommonJS module exports, so that what is added to the module is a member of it. */
  asModule?: true
}

/** Beyond this many steps a value is not followed: real code stops earlier, and a recursive one would never end. */
const longestPath = 5

/** A function itself. */
export function valueOfFunction(fact: FunctionFact): Value {
  return { fact, path: [] }
}

/** The value of something that holds this one; undefined where that leads too far or round in a circle. */
export function heldBy(value: Value, ...steps: readonly Step[]): Value | undefined {
  const path = [...steps, ...value.path]
  return path.length > longestPath || isCircle(path) ? undefined : { ...value, path }
}

/** The same property twice, or what an argument's argument is given. */
function isCircle(path: readonly Step[]): boolean {
  const names = path.filter((step) => step.startsWith('.'))
  return new Set(names).size < names.length || path.filter((step) => /\d/.test(step) && step.startsWith('(')).length > 1
}

/** What is left of a value after its first step. */
export function afterStep(value: Value): Value {
  return { ...value, path: value.path.slice(1) }
}

/** Whether a value is the function itself, with no step left. */
export function isFunctionItself({ path, isIterator }: Value): boolean {
  return path.length === 0 && !isIterator
}

/** Whether a value is an object of which the function is a property. */
export function isObjectOf({ path }: Value): boolean {
  return path.length === 1 && !path[0]?.includes('(')
}

/** Whether a value is a generator's iterator, with no step left. */
export function isIteratorItself({ path, isIterator }: Value): boolean {
  return path.length === 0 && isIterator === true
}

/** Whether calls of a function give iterators of what it blocks for. */
export function isGenerator({ isGenerator, isAsync }: FunctionFact): boolean {
  return isGenerator === true && !isAsync
}

/** The step that a property's name stands for; a name that is not known may be any. */
export function stepTo(name: string | undefined): Step {
  return name === undefined ? '[]' : `.${name}`
}

/** Whether reading a property, or one of unknown name, may take a value's first step. */
export function mayReach({ path: [step] }: Value, name: string | undefined): boolean {
  if (step === undefined || step.startsWith('(')) return false
  if (step === '[]' || step === stepTo(name)) return true
  return name === undefined && step !== '.prototype'
}

/** Tells values apart. */
export function keyOf({ fact, path, isIterator, asModule }: Value): string {
  return `${fact.id} ${path.join('')}${isIterator ? '*' : ''}${asModule ? ' module' : ''}`
}

/** The place of the argument that a call puts the value into, if that is what the first step says. */
export function argumentOf({ path: [step] }: Value): number | undefined {
  const [, index] = /^\((\d+)\)$/.exec(step ?? '') ?? []
  return index === undefined ? undefined : Number(index)
}
