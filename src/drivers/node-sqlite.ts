import type { Driver } from './driver.js'

/** `node:sqlite`, of Node.js 22.5 and later. */
export const nodeSqlite: Driver = {
  module: 'sqlite',
  connections: [{ name: 'DatabaseSync', gives: 'DatabaseSync' }],
  classes: {
    DatabaseSync: {
      types: ['DatabaseSync'],
      methods: {
        prepare: { effect: 'none', gives: 'StatementSync' },
        exec: { effect: 'of-sql' },
        function: { effect: 'none', callback: 'registers' },
        aggregate: { effect: 'none', callback: 'registers' },
        setAuthorizer: { effect: 'none', callback: 'registers' },
        open: { effect: 'unknown' },
        close: { effect: 'read' },
        location: { effect: 'none' },
        loadExtension: { effect: 'unknown' },
        enableLoadExtension: { effect: 'none' },
        enableDefensive: { effect: 'none' },
        createTagStore: { effect: 'none', gives: 'SQLTagStore' },
        createSession: { effect: 'none', gives: 'Session' },
        applyChangeset: { effect: 'write', callback: 'runs' },
      },
    },
    StatementSync: {
      types: ['StatementSync'],
      methods: {
        run: { effect: 'of-statement' },
        get: { effect: 'of-statement' },
        all: { effect: 'of-statement' },
        iterate: { effect: 'of-statement', gives: 'Iterator' },
        columns: { effect: 'none' },
        setAllowBareNamedParameters: { effect: 'none' },
        setAllowUnknownNamedParameters: { effect: 'none' },
        setReturnArrays: { effect: 'none' },
        setReadBigInts: { effect: 'none' },
      },
    },
    SQLTagStore: {
      types: ['SQLTagStore'],
      methods: {
        run: { effect: 'of-sql' },
        get: { effect: 'of-sql' },
        all: { effect: 'of-sql' },
        iterate: { effect: 'of-sql', gives: 'Iterator' },
        clear: { effect: 'none' },
      },
      members: { db: 'DatabaseSync' },
    },
    Session: {
      types: ['Session'],
      methods: { changeset: { effect: 'read' }, patchset: { effect: 'read' }, close: { effect: 'none' } },
    },
    Iterator: { types: [], methods: { next: { effect: 'read' }, return: { effect: 'none' } } },
  },
}
