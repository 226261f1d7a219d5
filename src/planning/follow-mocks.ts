import type { CallUse } from '../model/calls.js'
import type { FunctionFact } from '../model/functions.js'
import type { MockFact } from '../model/mocks.js'
import type { Flag } from '../model/flag.js'
import type { FileId, FunctionId, Span } from '../model/ids.js'
import type { Change } from '../model/plan.js'
import type { RuleId, SwapTarget } from '../model/rules.js'
import type { Decisions } from './decide.js'
import { givesPromise, type Graph } from './graph.js'
import { changesResult } from './result-types.js'

/** Makes the mocks of a converted function give promises as well. */
export function followMocks(graph: Graph, decisions: Decisions, fact: FunctionFact): { file: FileId; change: Change }[] {
  const component = decisions.byFunction.get(fact.id)?.component ?? -1
  if (decisions.verdictOf(fact.id) !== 'convert' || givesPromise(fact) || graph.isGenerator(fact.id)) return []
  return graph.mocksOf(fact.id).filter((mock) => !isLeftAlone(mock, decisions)).flatMap(({ file, span, in: by, follows }): { file: FileId; change: Change }[] => {
    if (follows?.by === 'await') return mustAwait(follows.use) && isAsync(graph, decisions, by) ? [{ file, change: { component, kind: 'await-call', call: span } }] : []
    if (follows?.by === 'name') return [{ file, change: { component, kind: 'rename', name: follows.name, to: follows.to } }]
    if (follows?.by === 'type') return [{ file, change: { component, kind: 'make-async', function: follows.type, form: 'signature', returnType: follows.type } }]
    if (follows?.by !== 'implementation') return []
    const { file: home, key, form, returnType } = graph.function(follows.implementation)
    const isTyped = returnType && changesResult(graph, decisions, graph.function(follows.implementation))
    return [{ file: home, change: { component, kind: 'make-async', function: key, form, ...(isTyped && { returnType }) } }]
  })
}

/** What is awaited, or returned to who awaits it, waits already. */
function mustAwait(use: CallUse): boolean {
  return use !== 'awaited' && use !== 'returned'
}

function isAsync(graph: Graph, decisions: Decisions, id: FunctionId): boolean {
  return graph.function(id).isAsync || decisions.verdictOf(id) === 'convert'
}

/** Mocks that tests go on to tell what nobody asks them any more, and those that still give results at once. */
export function mockFlags(graph: Graph, decisions: Decisions): Flag[] {
  return [...functionFlags(graph, decisions), ...apiFlags(graph, decisions)]
}

function functionFlags(graph: Graph, decisions: Decisions): Flag[] {
  const flags = graph.facts.mocks.flatMap((mock): Flag[] => {
    const fact = graph.function(mock.function)
    const why = givesPromise(fact) ? undefined : whyNotFollowed(mock, fact, { graph, decisions })
    const { file, span, function: id } = mock
    return why === undefined ? [] : [{ code: 'mock-of-converted', file, span, function: id, data: { function: fact.name === '' ? `A function of ${fact.file}` : id.slice(fact.file.length + 1), why } }]
  })
  // A chain of calls tells one mock several things, and is one place to look at.
  return firstOfEach(flags, ({ file, span, data }) => `${file} ${String(span.start)} ${data.function ?? ''}`)
}

function whyNotFollowed(mock: MockFact, { id, twin }: FunctionFact, { graph, decisions }: { graph: Graph; decisions: Decisions }): string | undefined {
  const verdict = decisions.verdictOf(id)
  if (mock.follows?.by === 'await') return verdict === 'convert' && !isAsync(graph, decisions, mock.in) ? 'the test uses what the mock gives at once, and does not wait for it' : undefined
  if (verdict === 'twin') return `the code that was converted calls ${twin?.name ?? 'an async copy of it'}, which is not mocked`
  if (verdict !== 'convert' || !mock.follows) return undefined
  if (isLeftAlone(mock, decisions)) return 'the mock still gives its result at once, as tests are not to change'
  return mock.follows.by === 'nothing' ? whyNothing[mock.follows.why] : undefined
}

const whyNothing = {
  'shared': 'what the mock runs in its place still gives its result at once, as other code uses that',
  'no-async-form': 'the mock still gives its results at once, as there is no way to tell it the same of promises',
  'looked-at': 'the test looks at what the mock gave, which is a promise now',
}

function isLeftAlone(mock: MockFact, decisions: Decisions): boolean {
  return decisions.lifting.obstacleOf(mock.in) === 'left-alone'
}

/** One flag for each API that a file mocks, where the test first speaks of it. */
function apiFlags(graph: Graph, decisions: Decisions): Flag[] {
  return firstOfEach(graph.facts.apiMocks, (mock) => `${mock.file} ${mock.rule ?? mock.module}`).flatMap(({ file, span, module, rule }): Flag[] => {
    const swapped = new Map(graph.facts.apiUses
      .filter((use) => use.rule.startsWith(`${module}.`) && (rule === undefined || use.rule === rule) && ['convert', 'twin'].includes(decisions.verdictOf(use.caller)))
      .flatMap((use) => {
        const target = graph.targetOf(use)
        const now = target && calledNow(use.rule, { module, target })
        return now === undefined ? [] : [[use.rule, now] as const]
      }))
    if (swapped.size === 0) return []
    return [{ code: 'mock-of-swapped-api', file, span, data: { api: rule ?? module, was: listOf([...swapped.keys()]), now: listOf([...new Set(swapped.values())]) } }]
  })
}

function firstOfEach<Item extends { span: Span }>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  const inOrder = items.toSorted((a, b) => b.span.start - a.span.start || b.span.end - a.span.end)
  return [...new Map(inOrder.map((item) => [keyOf(item), item])).values()]
}

/** What runs in the place of a blocking API, in the words of Node's documentation. */
function calledNow(rule: RuleId, { module, target }: { module: string; target: SwapTarget }): string | undefined {
  switch (target.via) {
    case 'promises': return `${module}/promises.${target.name}`
    case 'promisify': return `${module}.${target.name}`
    case 'helper': return helperCalls[target.helper] ?? `${module}, by ${target.helper}`
    case 'timer': return 'timers/promises.setTimeout'
    case 'method': return rule.replace(/[^.#]+$/, target.name)
    case 'owner': return rule.replace(/\.[^.]+$/, '')
  }
}

const helperCalls: Readonly<Record<string, string>> = {
  exists: 'fs/promises.access',
  statIfExists: 'fs/promises.stat',
  lstatIfExists: 'fs/promises.lstat',
  readAsync: 'fs.read',
  globAsync: 'fs/promises.glob',
  spawnAsync: 'child_process.spawn',
  execFileAsync: 'child_process.spawn',
  execAsync: 'child_process.spawn',
  checkPrimeAsync: 'crypto.checkPrime',
  generatePrimeAsync: 'crypto.generatePrime',
  scryptAsync: 'crypto.scrypt',
}

function listOf(names: readonly string[]): string {
  return names.toSorted().join(', ')
}
