import type { Facts, HandlerFact } from '../model/facts.js'
import type { FileId, FunctionId } from '../model/ids.js'
import { groupBy } from '../group-by.js'
import { nothingMatches } from '../nothing-matches.js'
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
  /** Functions of test files, and handlers that tests register, may be selected, too. */
  includeTests: boolean
  /** The files that a path or pattern names; throws a UsageError where there are none. */
  filesOf(selector: string): readonly FileId[]
  /** The names of all functions in a file, blocking or not. */
  namesIn(file: FileId): readonly string[]
}

const routeSelector = /^(all|get|head|options|patch|post|put|delete|search|sse|query|mutation|subscription)\s+(\S.*)$/i

/** Finds the functions that were asked for; throws a UsageError with the nearest matches for words that match nothing. */
export function select(facts: Facts, request: SelectionRequest): Selected[] {
  const handlers = request.includeTests ? facts.handlers : outsideTests(facts)
  const selected = request.selectors.flatMap((selector) => {
    const [, method, path] = routeSelector.exec(selector) ?? []
    if (method !== undefined && path !== undefined) {
      return byRoute(`${method.toUpperCase()} ${path}`, handlers).map((handler) => ({ id: handler.function, by: selector }))
    }
    return selector.includes('#') ? byName(selector, facts, request) : byFile(selector, facts, request)
  })
  if (!request.handlers) return selected
  if (handlers.length === 0) throw noHandlers(facts)
  return [...selected, ...handlers.map((handler) => ({ id: handler.function, by: '--handlers' }))]
}

function outsideTests(facts: Facts): HandlerFact[] {
  const tests = testFiles(facts)
  return facts.handlers.filter((handler) => !tests.has(handler.file))
}

function byFile(selector: string, facts: Facts, request: SelectionRequest): Selected[] {
  const files = new Set(request.filesOf(selector))
  const tests = testFiles(facts)
  return facts.functions
    .filter((fact) => files.has(fact.file) && fact.form !== 'module' && (request.includeTests || !tests.has(fact.file)))
    .map(({ id }) => ({ id, by: selector }))
}

/** By the whole route; else by its end, as a router knows it without the paths that it is mounted at. */
function byRoute(wanted: string, handlers: readonly HandlerFact[]): readonly HandlerFact[] {
  const whole = handlers.filter((handler) => routesOf(handler).includes(wanted))
  const found = whole.length > 0 ? whole : endingWith(wanted, handlers)
  if (found.length === 0) throw nothingMatches(wanted, handlers.flatMap(routesOf))
  return found
}

/** Routes that end so must all run the same functions: one router mounted many times is no doubt, two routers are. */
function endingWith(wanted: string, handlers: readonly HandlerFact[]): HandlerFact[] {
  const [method = '', end = ''] = wanted.split(/ (.*)/s)
  if (!end.startsWith('/')) return []
  const found = handlers.filter((handler) => routesOf(handler).some((route) => route.startsWith(`${method} `) && route.endsWith(end)))
  const byRoute = groupBy(found, (handler) => handler.route ?? '')
  const answers = new Set([...byRoute.values()].map((group) => group.map((handler) => handler.function).sort().join(' ')))
  if (answers.size <= 1) return found
  throw new UsageError(`More than one route ends with '${wanted}'. Name one of them in full: ${[...byRoute.keys()].sort().join(', ')}.`)
}

/** Handlers that are registered for a list of paths have one route with all of them. */
function routesOf({ route }: HandlerFact): string[] {
  if (route === undefined) return []
  const [method = '', paths = ''] = route.split(/ (.*)/s)
  return [...new Set([route, ...paths.split(', ').map((path) => `${method} ${path}`)])]
}

function byName(selector: string, facts: Facts, request: SelectionRequest): Selected[] {
  const [path = '', name = ''] = selector.split(/#(.*)/s)
  if (path === '') throw new UsageError(`'${selector}' names no file. Put it first: src/users.ts${selector}.`)
  const files = request.filesOf(path)
  const names = files.flatMap((file) => request.namesIn(file).map((candidate) => ({ id: `${file}#${candidate}` as FunctionId, name: candidate })))
  const named = names.filter((candidate) => candidate.name === name)
  if (named.length === 0) throw unreadable(files, facts) ?? nothingMatches(selector, names.map(({ id }) => id))
  // A function without a fact neither blocks nor calls anything that does.
  const known = new Set(facts.functions.map((fact) => fact.id))
  return named.filter(({ id }) => known.has(id)).map(({ id }) => ({ id, by: selector }))
}

function unreadable(files: readonly FileId[], { problems }: Facts): UsageError | undefined {
  const problem = problems.find(({ file }) => files.includes(file))
  return problem && new UsageError(`No function of ${problem.file} can be selected, as the file could not be read: ${problem.message}`)
}

function noHandlers({ problems }: Facts): UsageError {
  const unread = problems.map(({ file, message }) => `\n  ${file}: ${message}`)
  const because = unread.length === 0 ? '' : `\nThis could not be read:${unread.join('')}`
  return new UsageError(`No handlers were found. Name a file, a folder or file#function instead of --handlers.${because}`)
}

function testFiles({ files }: Facts): Set<FileId> {
  return new Set(files.filter((file) => file.isTest).map((file) => file.id))
}
