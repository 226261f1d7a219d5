import { writeFileSync } from 'node:fs'
import type { Plan } from '../model/plan.js'
import { UsageError } from '../usage-error.js'
import { messageOf } from './message-of.js'

/** Saves a plan as JSON, to be reviewed, split by file, or run by jscodeshift's own command. */
export function writePlan(path: string, plan: Plan): void {
  try {
    writeFileSync(path, `${JSON.stringify(plan, undefined, 2)}\n`)
  } catch (error) {
    throw new UsageError(`--save-plan: the plan could not be written. ${messageOf(error)}`)
  }
}
