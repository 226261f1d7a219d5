import type { StuckReason } from '../model/database.js'

/** For each reason, why work on a database cannot move to the thread, and the way around it; `{…}` is filled with the flag's data. */
export const stuckTexts: Record<StuckReason, { why: string; help: string }> = {
  'memory-database': {
    why: 'the database is in memory, so that another thread\'s connection would see an empty one',
    help: 'Keep it in a file, or move all the code that uses it into one module that only does database work.',
  },
  'injected-connection': {
    why: 'the connection comes from outside, and nobody can tell here which one it is',
    help: 'Open the connection in a module of its own and import it where it is used.',
  },
  'uncloneable-value': {
    why: 'it takes or gives {what}, which cannot be copied from thread to thread',
    help: 'Take what is needed out of that before, as plain values, and run unblock again.',
  },
  'changes-main-state': {
    why: 'it changes {what}, which is used afterwards: the change would stay in the thread',
    help: 'Let it return what it found, and change that afterwards.',
  },
  'main-thread-code': {
    why: 'it uses {what}, which belongs to the main thread',
    help: 'Use that before or after the work on the database, or move it to a module of its own.',
  },
  'starts-a-server': {
    why: 'the module that it needs starts a server, or registers handlers, when it is loaded',
    help: 'Move the connection to a module of its own.',
  },
  'bundled': {
    why: '{what} bundles the modules of this package, so that the thread would find none of them where they are',
    help: 'Move the work on the database to a package of its own that is not bundled, and run unblock there.',
  },
  'changes-when-loaded': {
    why: 'its module changes the database when it is loaded, by {what}, which the thread would do again, later, and whenever it starts anew',
    help: 'Do that in a function that the program calls once, when it starts.',
  },
  'driver-value-escapes': {
    why: 'a statement, an iterator or a connection goes on to be used elsewhere, and none of them can leave its thread',
    help: 'Use it up here, as with all(), and hand the rows on.',
  },
  'transaction-apart': {
    why: 'the transaction does not begin and end in one block of statements',
    help: 'Write it as one db.transaction(…) in one function.',
  },
  'torn-apart': {
    why: 'its steps would become several, and other requests could come in between',
    help: 'Put all of them into one function of a module that only does database work.',
  },
  'object-escapes': {
    why: 'the object that it works through goes to {what}, where nobody can tell how it is used',
    help: 'Hand the object on by parameters, fields and properties alone, and use it by calling its methods.',
  },
  'object-shared': {
    why: 'it works through {what}, which other code uses in a way that cannot move',
    help: 'Look at the place named here first: all work through one object moves together.',
  },
  'unsupported': {
    why: 'unblock does not move {what} yet',
    help: 'Move it by hand to a function of a module that only does database work.',
  },
}

/** Looks up the texts of a reason by its name, which a flag carries as text. */
export function describeStuck(name: string): { why: string; help: string } | undefined {
  return new Map(Object.entries(stuckTexts)).get(name)
}
