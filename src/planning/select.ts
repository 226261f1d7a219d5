import { distance } from 'fastest-levenshtein'
import type { Facts, HandlerFact } from '../model/facts.js'
import type { FileId, FunctionId } from '../model/ids.js'
import { UsageError } from '../usage-error.js'

/** A function that was asked for, and the words that asked for it. */
export interface Selected {
  id: FunctionId
  by: string
}

export interface SelectionRequest {
  /** Files, folders, globs, `file#name`, `POST /users`. */
  selectors: readonly string[]
  /** Every handler that was found. */
  handlers: boolean
  /** Files of tests that hold blocking calls may be selected, too. */
  includeTests: boolean
  /** The files that a path or pattern names, for selectors that are one. */
  filesOf(selector: string): readonly FileId[]
  /** The names of all functions in a file, blocking or not. */
  namesIn(file: FileId): readonly string[]
}

const route = /^([A-Z]+) (\/.*|\S+)$/

/** Finds the functions that were asked for; throws a UsageError with the nearest matches for words that match nothing. */
export function select(facts: Facts, request: SelectionRequest): Selected[] {
  const selected = request.selectors.flatMap((selector) => selectOne(facts, selector, request))
  if (!request.handlers) return selected
  if (facts.handlers.length === 0) throw new UsageError('No handlers were found. Name a file, `file#function` or a folder instead of --handlers.')
  return [...selected, ...facts.handlers.map((handler) => ({ id: handler.function, by: '--handlers' }))]
}

function selectOne(facts: Facts, selector: string, request: SelectionRequest): Selected[] {
  if (route.test(selector)) return byRoute(facts, selector)
  if (selector.includes('#')) return byName(facts, selector, request)
  const files = new Set(request.filesOf(selector))
  if (files.size === 0) throw nothingMatches(selector, facts.files.map((file) => file.id))
  const tests = new Set(facts.files.filter((file) => file.isTest).map((file) => file.id))
  const uses = facts.functions.filter((fact) => files.has(fact.file) && fact.form !== 'module' && (request.includeTests || !tests.has(fact.file)))
  return uses.map(({ id }) => ({ id, by: selector }))
}

function byRoute(facts: Facts, selector: string): Selected[] {
  const wanted = selector.replace(/\s+/g, ' ')
  const found = facts.handlers.filter((handler) => handler.route === wanted)
  if (found.length === 0) throw nothingMatches(selector, facts.handlers.flatMap(routesOf))
  return found.map((handler) => ({ id: handler.function, by: selector }))
}

function byName(facts: Facts, selector: string, request: SelectionRequest): Selected[] {
  const [path = '', name = ''] = selector.split(/#(.*)/s)
  const [file] = request.filesOf(path)
  if (file === undefined) throw nothingMatches(path, facts.files.map((candidate) => candidate.id))
  const id = `${file}#${name}` as FunctionId
  if (facts.functions.some((fact) => fact.id === id)) return [{ id, by: selector }]
  const names = request.namesIn(file)
  if (names.includes(name)) return []
  throw nothingMatches(selector, names.map((candidate) => `${file}#${candidate}`))
}

function routesOf(handler: HandlerFact): string[] {
  return handler.route === undefined ? [] : [handler.route]
}

function nothingMatches(selector: string, candidates: readonly string[]): UsageError {
  const nearest = [...new Set(candidates)].sort((a, b) => distance(selector, a) - distance(selector, b)).slice(0, 3)
  const hint = nearest.length === 0 ? 'Run `unblock scan` to see what there is.' : `Nearest: ${nearest.join(', ')}.`
  return new UsageError(`Nothing matches '${selector}'. ${hint}`)
}

