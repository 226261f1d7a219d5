import type { FunctionId } from '../src/model/ids.js'
import { colorDiff, unifiedDiff } from '../src/report/diff.js'
import { explain } from '../src/report/explain.js'
import { handlerRows } from '../src/report/handler-rows.js'
import type { ConvertOutcome } from '../src/report/outcome.js'
import { formatPreview } from '../src/report/summary.js'
import { UsageError } from '../src/usage-error.js'
import type { ConvertRequest, Pipeline } from './pipeline-protocol.js'
import type { Choice, Prompts } from './prompts.js'
import type { Terminal } from './terminal.js'

type Answer = 'accept' | 'skip' | 'explain' | 'quit'

/** What asking about a conversion needs. */
export interface Asking {
  pipeline: Pipeline
  terminal: Terminal
  prompts: Prompts
}

const choices: Choice<Answer>[] = [
  { value: 'accept', label: 'Accept', hint: 'convert it when all is asked' },
  { value: 'skip', label: 'Skip', hint: 'leave it as it is' },
  { value: 'explain', label: 'Explain', hint: 'say why it becomes async, or why not, and ask again' },
  { value: 'quit', label: 'Quit', hint: 'ask no more, and convert what was accepted' },
]

/**
 * Shows a person what the conversion of each selected handler would change, one after the other, and asks whether to convert it. Gives the
 * handlers that were accepted, or nothing where the person breaks off.
 */
export async function acceptedHandlers(request: ConvertRequest, { pipeline, terminal, prompts }: Asking): Promise<FunctionId[] | undefined> {
  const { rows, others } = handlerRows(await pipeline.convert(request))
  if (rows.length + others.length === 0) throw new UsageError('--interactive asks about handlers, and what is selected is none. Leave it out.')
  if (rows.length === 0) terminal.out('Nothing blocks in the selected handlers.\n')
  const accepted: FunctionId[] = []
  for (const [index, { function: id, route, place }] of rows.entries()) {
    const planned = await pipeline.convert(onlyThese([id], request))
    terminal.out(preview(planned, terminal))
    const answer = await askUntilDecided(`${index + 1} of ${rows.length}: convert ${route} (${place})?`, { prompts, explain: () => { terminal.out(explain(planned, id)) } })
    if (answer === undefined) return undefined
    if (answer === 'quit') break
    if (answer === 'accept') accepted.push(id)
  }
  return accepted
}

/** The same request for a few functions, whatever it selected before. */
export function onlyThese(ids: readonly FunctionId[], request: ConvertRequest): ConvertRequest {
  const only = { ...request, selectors: [...ids], handlers: false }
  delete only.top
  delete only.evidence
  return only
}

function preview(planned: ConvertOutcome, { colors }: Terminal): string {
  const diff = planned.results.map((result) => colorDiff(unifiedDiff(result), colors)).join('')
  return `\n${diff}${diff === '' ? '' : '\n'}${formatPreview(planned, colors)}\n`
}

async function askUntilDecided(message: string, { prompts, explain: explainIt }: { prompts: Prompts; explain: () => void }): Promise<Exclude<Answer, 'explain'> | undefined> {
  for (;;) {
    const answer = await prompts.choose(message, choices)
    if (answer !== 'explain') return answer
    explainIt()
  }
}
