import type { HandoverFact } from '../../model/handovers.js'
import type { FunctionId } from '../../model/ids.js'
import { type FunctionRegistry, spanOf } from '../function-registry.js'
import type { Mocks } from './find-mocks.js'

/**
 * What a mock runs in place of a function, and which blocks itself, becomes async together with that function or not
 * at all: whoever calls the mock awaits it then.
 */
export function joinImplementations({ implementations }: Mocks, registry: FunctionRegistry, facts: { blocking: readonly FunctionId[]; handovers: HandoverFact[] }): void {
  const blocking = new Set(facts.blocking)
  for (const { node, handedOver, mocked } of implementations) {
    const fact = registry.knownFact(node)
    const functions = [...mocked.functions].filter(({ id }) => blocking.has(id))
    if (!fact || !blocking.has(fact.id) || functions.length === 0) continue
    registry.joinFamilies([fact, ...functions])
    const { start, end } = spanOf(handedOver)
    for (const handover of facts.handovers) {
      const isHere = handover.file === registry.fileOf(handedOver.getSourceFile()) && handover.span.start <= start && end <= handover.span.end
      if (isHere && handover.function === fact.id) handover.consumer = 'awaits'
    }
  }
}
