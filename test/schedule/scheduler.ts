/** What waits until it is let go on. */
interface Parked {
  what: string
  run: () => void
}

/** A point at which a run could have gone on in several ways. */
interface Choice {
  taken: number
  options: number
}

/** Lets what is parked go on, one at a time, in an order that a script gives; where the script ends, the oldest goes first. */
export class Scheduler {
  /** What went on, in its order. */
  readonly log: string[] = []
  readonly choices: Choice[] = []
  readonly #parked: Parked[] = []

  constructor(private readonly script: readonly number[] = []) {}

  /** A promise of what `run` gives, which runs as one step when its turn comes. */
  park<T>(what: string, run: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#parked.push({ what, run: () => {
        try {
          resolve(run())
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)))
        }
      } })
    })
  }

  /** Goes on until nothing is parked any more. */
  async drain(): Promise<void> {
    await jobsDone()
    while (this.#parked.length > 0) {
      const options = this.#parked.length
      const taken = options === 1 ? 0 : Math.min(this.script[this.choices.length] ?? 0, options - 1)
      if (options > 1) this.choices.push({ taken, options })
      const [next] = this.#parked.splice(taken, 1)
      this.log.push(next?.what ?? '')
      next?.run()
      await jobsDone()
    }
  }
}

/** Nothing that runs here waits for the world, so all promises that can go on have done so by the next turn of the loop; Express takes one more to answer an error. */
async function jobsDone(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => { setImmediate(resolve) })
}

/** What came out of each way in which a run can go, with the first order in which it did. */
export interface Explored {
  outcomes: Map<string, readonly string[]>
  schedules: number
  /** All ways were tried before the bound was reached. */
  isComplete: boolean
}

/** Runs a program in every order of its parked steps, depth first, at most `bound` times. */
export async function explore(run: (scheduler: Scheduler) => Promise<string>, bound: number): Promise<Explored> {
  const outcomes = new Map<string, readonly string[]>()
  let script: readonly number[] | undefined = []
  let schedules = 0
  for (; script && schedules < bound; schedules++) {
    const scheduler: Scheduler = new Scheduler(script)
    const outcome = await run(scheduler)
    if (!outcomes.has(outcome)) outcomes.set(outcome, scheduler.log)
    script = nextScript(scheduler.choices)
  }
  return { outcomes, schedules, isComplete: script === undefined }
}

/** The last choice that has another way left takes it. */
function nextScript(choices: readonly Choice[]): readonly number[] | undefined {
  const last = choices.findLastIndex(({ taken, options }) => taken < options - 1)
  if (last < 0) return undefined
  return choices.slice(0, last + 1).map(({ taken }, index) => (index === last ? taken + 1 : taken))
}
