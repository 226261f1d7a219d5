import { describe, expect, test } from 'vitest'
import { runRow } from './run-row.js'

// docs/how-to-break-it.md names these tests.
describe('row 1, async in name only:', () => {
  test('the guard refuses the query', async () => {
    expect((await runRow('01-broken')).lines).toEqual(['500 ERR_SYNC_ONLY_OPERATION'])
    expect((await runRow('01-fixed')).lines).toEqual(['200 Emma'])
  })

  test('allowSync lets the call through that is meant to block', async () => {
    expect((await runRow('01-broken', { MEANT: '1' })).lines).toEqual(['200 Emma'])
  })
})

describe('row 2, await before a synchronous call:', () => {
  test('the guard refuses the query, and with guardBuiltIns what Node.js has', async () => {
    expect((await runRow('02-broken', { BUILT_INS: '1' })).lines).toEqual(['500 ERR_SYNC_ONLY_OPERATION', '500 ERR_SYNC_ONLY_OPERATION'])
    expect((await runRow('02-fixed')).lines).toEqual(['200 Emma', '200 Emma'])
  })

  test('a file is read all the same, unless somebody calls guardBuiltIns', async () => {
    expect((await runRow('02-broken')).lines).toEqual(['500 ERR_SYNC_ONLY_OPERATION', '200 Emma'])
  })
})

describe('row 3, await forgotten on a read:', () => {
  test('debug mode names the call', async () => {
    expect(await runRow('03-broken')).toEqual({ lines: ['200 Title: undefined'], found: ['never awaited: findBook'] })
    expect(await runRow('03-fixed')).toEqual({ lines: ['200 Title: Emma'], found: [] })
  })
})

describe('row 4, await forgotten on a write:', () => {
  test('debug mode names the call', async () => {
    expect((await runRow('04-broken')).found).toEqual(['never awaited: addBook'])
    expect(await runRow('04-fixed')).toEqual({ lines: ['200 created'], found: [] })
  })

  test('a void before it is not told from an oversight', async () => {
    expect((await runRow('04-broken', { VOID: '1' })).found).toEqual(['never awaited: addBook'])
  })
})

describe('row 5, account and mail at once:', () => {
  test('nothing is reported, and either may be missing', async () => {
    expect(await runRow('05-broken', { FAILS: 'mail' })).toEqual({ lines: ['no mail', 'accounts: 1, mails: 0'], found: [] })
    expect(await runRow('05-broken', { FAILS: 'account' })).toEqual({ lines: ['no account', 'accounts: 0, mails: 1'], found: [] })
  })

  test('in an order that a person chose, only the mail may be', async () => {
    expect((await runRow('05-fixed', { FAILS: 'mail' })).lines).toEqual(['no mail', 'accounts: 1, mails: 0'])
    expect((await runRow('05-fixed', { FAILS: 'account' })).lines).toEqual(['no account', 'accounts: 0, mails: 0'])
  })
})

describe('row 6, a transaction apart from its queries:', () => {
  test('the thread refuses a call that leaves a transaction open, and rolls it back', async () => {
    expect((await runRow('06-broken')).lines).toEqual(['500 ERR_SYNC_OPEN_TRANSACTION', 'books: 1'])
    expect((await runRow('06-fixed')).lines).toEqual(['200 created', 'books: 2'])
  })
})

describe('row 7, a value that is read before an await and written after it:', () => {
  test('nothing is reported, and two of three are lost', async () => {
    const broken = await runRow('07-broken')
    expect([broken.lines.at(-1), broken.found]).toEqual(['alive: 1', []])
    expect((await runRow('07-fixed')).lines.at(-1)).toBe('alive: 3')
  })
})

describe('row 8, a loop that waits and never yields:', () => {
  test('debug mode names it once it has ended', async () => {
    const { lines, found } = await runRow('08-broken', { PATIENCE_MS: '3000' })
    expect(lines).toEqual(['ready: false'])
    expect(found).toEqual([expect.stringMatching(/^held by (sleepSync|untilReady)$/)])
    expect(await runRow('08-fixed')).toEqual({ lines: ['ready: true'], found: [] })
  })

  test('one that never ends says nothing, and has to be ended', async () => {
    expect(await runRow('08-broken')).toEqual({ lines: [], found: [] })
  }, 20_000)
})

describe('row 9, await before a sleep that blocks:', () => {
  test('debug mode names the sleep', async () => {
    expect((await runRow('09-broken')).found).toEqual([expect.stringMatching(/^held by (sleepSync|later)$/)])
    expect(await runRow('09-fixed')).toEqual({ lines: ['200 slept'], found: [] })
  })
})

describe('row 10, a connection that was set up elsewhere:', () => {
  test('all calls run on one thread, unless somebody asks for a pool', async () => {
    expect((await runRow('10-fixed')).lines).toEqual(['fulfilled fulfilled fulfilled fulfilled'])
  })

  test('in a pool the query fails', async () => {
    expect((await runRow('10-broken')).lines).toEqual(['no such table: temp.seen'])
  })
})

describe('row 11, a name that is checked and then taken:', () => {
  test('nothing is reported, and two requests have it', async () => {
    expect(await runRow('11-broken')).toEqual({ lines: ['200 registered', '200 registered', 'accounts: 2'], found: [] })
  })

  test('in one call one of them has it', async () => {
    const { lines } = await runRow('11-fixed')
    expect(lines.sort()).toEqual(['200 registered', '409 taken', 'accounts: 1'])
  })
})
