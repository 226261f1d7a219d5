import type { KeptBecause } from '../model/plan.js'
import type { Obstacle } from './flag-data.js'

/** For each obstacle, why it keeps a function from being async, and the way around it. */
export const obstacleTexts: Record<Obstacle, { why: string; help: string }> = {
  'constructor': {
    why: 'a constructor hands out its object at once and cannot wait',
    help: 'Move the blocking work to a factory, `static async create()` in {class}, that hands its results to the constructor, and write `await {class}.create()` in place of `new {class}()`.',
  },
  'accessor': {
    why: 'a getter or setter works at once and cannot wait',
    help: 'Turn it into a method, which can be async, and change what reads or sets the property.',
  },
  'field-initializer': {
    why: 'the value of a class field is computed inside the constructor, which cannot wait',
    help: 'Compute the value in a static async factory and pass it to the constructor.',
  },
  'static-block': {
    why: 'a static block runs while its class is being defined and cannot wait',
    help: 'Move the work to a static async method that is called once at start-up.',
  },
  'module-top-level': {
    why: 'the top level of this module runs while the module loads and stays sync',
    help: 'Leave it if it only runs at start-up; otherwise move the call into an async function.',
  },
  'parameter-default': {
    why: 'the default value of a parameter is computed before the body runs, where `await` is not allowed',
    help: 'Compute the default in the body: `if (value === undefined) value = await load()`.',
  },
  'generator': {
    why: 'a generator hands out its values at once, and not all code that takes them is known to work with those of an async one',
    help: 'Make it an `async function*` by hand and consume it with `for await`, or do the blocking work before the loop.',
  },
  'conversion-method': {
    why: 'JavaScript itself calls such a method and uses the result at once',
    help: 'Do the blocking work in an async method beforehand, and let this one return what that stored.',
  },
  'called-by-eval': {
    why: 'its file uses `eval` or `with`, which may call it where nobody can see that',
    help: 'Move it to a file of its own, or do without `eval` and `with`.',
  },
  'type-predicate': {
    why: 'TypeScript knows no type predicate or assertion function that returns a promise',
    help: 'Do the blocking work in an async function first and pass its result to the predicate.',
  },
  'called-with-new': {
    why: 'it is called with `new`, which needs the object at once',
    help: 'Add an async factory function that does the blocking work and then calls `new`.',
  },
  'external-signature': {
    why: 'its type is declared outside of this project and promises the result at once',
    help: 'Look for an async form of this interface in the library, or do the blocking work before the library calls it.',
  },
  'exit-listener': {
    why: 'Node ends the process without waiting for what an exit listener started',
    help: 'Leave it, since no request is waiting any more, or do the work earlier, on a signal or on `beforeExit`.',
  },
  'done-callback': {
    why: 'it takes a `done` callback, and test runners refuse one that returns a promise as well',
    help: 'Drop the `done` parameter and await what the test waits for.',
  },
  'framework-callback': {
    why: 'it says by a callback that it is done, and its framework takes that or a promise, never both',
    help: 'Drop the callback: return where it was called without an error, and throw the error where it was called with one.',
  },
  'used-by-framework': {
    why: 'its framework uses the result at once and does not wait for a promise',
    help: 'Do the blocking work before, where the app is set up, or in a hook that is awaited, and let this function use what that found.',
  },
  'answers-later': {
    why: 'it answers in a callback that runs after it has returned, and its framework would answer an async one with nothing as soon as that is over',
    help: 'Await what the callback waits for, or write `return reply` at its end, which makes the framework wait for the answer.',
  },
  'no-twin': {
    why: 'code that stays sync calls it, and there is no name under which an async twin could be added beside it',
    help: 'Give it a name of its own that its callers use, or make the code that stays sync stop calling it.',
  },
  'needs-result': {
    why: 'the code that it is handed to uses its result at once',
    help: 'Compute the results before that call and hand over a function that only looks them up.',
  },
  'promise-executor': {
    why: '`new Promise` waits for nothing in its executor, and what that throws after its first `await` is lost',
    help: 'Do the blocking work before `new Promise`, in an async function around it, and let the executor use what that found.',
  },
  'database-thread': {
    why: 'it runs in the database thread, where it blocks nobody',
    help: 'Leave it; what calls it from the main thread does so through a client.',
  },
  'database-step': {
    why: 'it works on a database in one step that cannot be moved, and an `await` in the middle would let other requests in between',
    help: 'Put all of that work into one function of a module that only does database work, or do what its flag cannot-move asks for.',
  },
}

/** Why code that could be async keeps what it calls sync. */
export const keptTexts: Record<KeptBecause, string> = {
  'outside-selection': 'nobody selected it, nor runs it from what was selected, so that it keeps the sync function',
  'stays-itself': 'it stays sync itself, for others',
  'has-twin': 'an async twin of it is there already, from an earlier run, and is used in its place',
  'public': 'the package offers it to others, whose calls are not to change',
  'hands-it-on': 'the code that it hands it to uses the result at once',
}

/** Why one function needs another as it is, in words. */
export function describeHolder(why: string): string {
  return describeObstacle(why)?.why ?? new Map(Object.entries(keptTexts)).get(why) ?? why
}

/** Looks up the texts of an obstacle by its name, which a flag or a reason carries as text. */
export function describeObstacle(name: string): { why: string; help: string } | undefined {
  return new Map(Object.entries(obstacleTexts)).get(name)
}
