import { describe, expect, test } from 'vitest'
import { readTestReport } from '../../src/test-runs/test-report.js'

const outputs: Record<string, { output: string; failed: string[]; passed?: number }> = {
  'TAP of node:test': {
    output: `TAP version 13
# Subtest: accounts
    # Subtest: a name is taken once
    ok 1 - a name is taken once
      ---
      duration_ms: 1.2
      ...
    # Subtest: a login fails
    not ok 2 - a login fails
      ---
      error: |-
        Expected values to be strictly equal:
      ...
    1..2
not ok 1 - accounts
# Subtest: notes
ok 2 - notes # SKIP
not ok 3 - later # TODO
1..3
# tests 5
# pass 1
`,
    failed: ['accounts', 'accounts > a login fails'],
    passed: 1,
  },
  'TAP of tape': { output: 'TAP version 13\n# adds\nok 1 two and two\nnot ok 2 should be equal\n', failed: ['should be equal'], passed: 1 },
  'what node:test prints for people': {
    output: `▶ accounts
  ✔ a name is taken once (1.2ms)
  ✖ a login fails (0.6ms)
    AssertionError [ERR_ASSERTION]: 1 !== 2

✖ accounts (3.1ms)
✔ notes (0.2ms)
ℹ tests 3

✖ failing tests:

test at test/a.test.js:5:3
✖ a login fails (0.6ms)
`,
    failed: ['accounts > a login fails', 'accounts'],
    passed: 2,
  },
  'vitest': {
    output: ` ✓ test/b.test.ts (2 tests) 3ms
 ❯ test/a.test.ts (2 tests | 1 failed) 8ms
   ✓ accounts > a name is taken once 1ms
   × accounts > a login fails 5ms

 FAIL  test/a.test.ts > accounts > a login fails
AssertionError: expected 1 to be 2
 FAIL  test/c.test.ts [ test/c.test.ts ]
Error: Cannot find module

 Test Files  2 failed | 1 passed (3)
      Tests  1 failed | 3 passed (4)
`,
    failed: ['test/a.test.ts > accounts > a login fails', 'test/c.test.ts [ test/c.test.ts ]'],
    passed: 3,
  },
  'jest': {
    output: `FAIL test/a.test.js (5.21 s)
  accounts
    ✓ a name is taken once (3 ms)
    ✕ a login fails

  ● accounts › a login fails

    expect(received).toBe(expected)

Test Suites: 1 failed, 1 passed, 2 total
Tests:       1 failed, 3 passed, 4 total
`,
    failed: ['test/a.test.js', 'accounts › a login fails'],
    passed: 3,
  },
  'mocha': {
    output: `  accounts
    ✔ a name is taken once (84ms)
    1) a login fails

  3 passing (12ms)
  1 failing

  1) accounts
       of users
         a login fails:

      AssertionError [ERR_ASSERTION]: 1 == 2
`,
    failed: ['accounts > of users > a login fails'],
    passed: 3,
  },
  'JSON of jest and vitest, behind the words of npm': {
    output: `> app@1.0.0 test\n> vitest run --reporter=json\n\n${JSON.stringify({
      numTotalTests: 2,
      testResults: [
        { name: '/app/a.test.ts', status: 'failed', assertionResults: [{ fullName: 'a login fails', status: 'failed' }, { fullName: 'b', status: 'passed' }] },
        { name: '/app/c.test.ts', status: 'failed', assertionResults: [] },
      ],
    })}\n`,
    failed: ['/app/a.test.ts', '/app/c.test.ts', '/app/a.test.ts > a login fails'],
    passed: 1,
  },
  'JSON of mocha': {
    output: JSON.stringify({ stats: { passes: 1 }, passes: [{ fullTitle: 'b' }], failures: [{ fullTitle: 'accounts a login fails' }] }, undefined, 2),
    failed: ['accounts a login fails'],
    passed: 1,
  },
  'anything else': { output: 'Error: it broke\n{ not json }\n', failed: [] },
}

describe('the report is read from', () => {
  test.each(Object.entries(outputs))('%s', (_, { output, failed, passed }) => {
    const report = readTestReport(output)
    expect([...report.failed].sort()).toEqual(failed.toSorted())
    expect(report.passed).toBe(passed)
  })
})
