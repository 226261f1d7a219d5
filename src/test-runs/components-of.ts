import type { FunctionId } from '../model/ids.js'
import type { Plan } from '../model/plan.js'
import { groupBy } from '../group-by.js'

/** The functions of each independent part of a plan that changes something; each part can be left out without the others. */
export function componentsOf({ decisions }: Plan): FunctionId[][] {
  const changing = decisions.filter(({ verdict }) => verdict === 'convert' || verdict === 'twin')
  return [...groupBy(changing, ({ component }) => component).values()].map((group) => group.map((decision) => decision.function))
}
