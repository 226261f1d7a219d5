import { describe, expect, test } from 'vitest'
import { applyEdits } from '../../src/apply/apply-edits.js'
import type { FileId } from '../../src/model/ids.js'
import type { Change } from '../../src/model/plan.js'
import { rewrite } from '../../transforms/sync-to-async.js'
import { UnsupportedRewrite } from '../../transforms/unsupported-rewrite.js'

const client = 'src/db/users.async.ts' as FileId

/** Every `«users»` goes through the client of src/db/users.ts. */
function useClients(marked: string, file = 'src/routes.ts'): string {
  const changes: Change[] = []
  let source = ''
  for (const [index, text] of marked.split(/«|»/).entries()) {
    const root = { start: source.length, end: source.length + text.length }
    if (index % 2 === 1) changes.push({ component: 0, kind: 'use-client', root, client, name: text })
    source += text
  }
  return applyEdits(source, rewrite(source, { file, changes }))
}

describe('a call through a client', () => {
  test.each([
    ['an imported object', "import { users } from './db/users.js'\n\n«users».find(1)\n«users».all()\n", "import { users } from './db/users.async.js'\n\nusers.find(1)\nusers.all()\n"],
    ['one name of several', "import { users, posts } from './db/users.js'\n«users».find(1)\nposts.all()\n", "import { posts } from './db/users.js'\nimport { users } from './db/users.async.js'\nusers.find(1)\nposts.all()\n"],
    ['a name that other code needs as it is', "import { users } from './db/users.js'\n«users».find(1)\nusers.all()\n", "import { users } from './db/users.js'\nimport { users as usersAsync } from './db/users.async.js'\nusersAsync.find(1)\nusers.all()\n"],
    ['a barrel', "import { users } from '@/db/index.js'\n«users».find(1)\n", "import { users } from './db/users.async.js'\nusers.find(1)\n"],
    ['without extensions', "import { users } from './db/users'\n«users».find(1)\n", "import { users } from './db/users.async'\nusers.find(1)\n"],
    ['another local name', "import { users as u } from './db/users.js'\n«u».find(1)\n", "import { users as u } from './db/users.async.js'\nu.find(1)\n"],
    ['a namespace', "import * as users from './db/users.js'\n«users».find(1)\n", "import * as users from './db/users.async.js'\nusers.find(1)\n"],
    ['a default import', "import users from './db/users.js'\n«users».find(1)\nusers.name\n", "import users from './db/users.js'\nimport usersAsync from './db/users.async.js'\nusersAsync.find(1)\nusers.name\n"],
  ])('%s', (_, before, after) => {
    expect(useClients(before)).toBe(after)
  })

  test.each([
    ['require', "const users = require('./db/users');\n«users».find(1);\n", "const users = require('./db/users.async');\nusers.find(1);\n"],
    ['a destructured require', "const { find, all } = require('./db/users');\n«find»(1);\nall();\n", "const { all } = require('./db/users');\nconst { find } = require('./db/users.async');\nfind(1);\nall();\n"],
  ])('%s', (_, before, after) => {
    expect(useClients(before, 'src/routes.js')).toBe(after)
  })

  test('leaves the name to the original of a twin', () => {
    const source = "import { users } from './db/users.js'\nfunction find() { return users.find(1) }\n"
    const declaration = { start: source.indexOf('function'), end: source.length - 1 }
    const body = { start: source.indexOf('{ return'), end: source.length - 1 }
    const root = { start: source.indexOf('users.find'), end: source.indexOf('.find') }
    const call = { start: root.start, end: source.indexOf(' }\n') }
    const changes: Change[] = [{
      component: 0, kind: 'add-twin', function: body, form: 'declaration', declaration, name: 'find', twinName: 'findAsync',
      changes: [
        { component: 0, kind: 'make-async', function: body, form: 'declaration' },
        { component: 0, kind: 'use-client', root, client, name: 'users' },
        { component: 0, kind: 'await-call', call, isReturned: true },
      ],
    }]
    const file = 'src/routes.ts'
    expect(applyEdits(source, rewrite(source, { file, changes }))).toBe(
      "import { users } from './db/users.js'\nimport { users as usersAsync } from './db/users.async.js'\nfunction find() { return users.find(1) }\n\n"
      + 'async function findAsync() { return usersAsync.find(1) }\n',
    )
  })

  test('is refused where the name is not imported at the top level', () => {
    expect(() => useClients("function f() { const users = require('./db/users'); «users».find(1) }", 'src/routes.js')).toThrow(UnsupportedRewrite)
  })
})
