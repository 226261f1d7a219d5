/** Two requests to what a fixture's case becomes, for those cases whose handlers share something. */
export interface FixtureRequests {
  entry: string
  requests: readonly [string, string]
  after?: readonly string[]
  before?: Readonly<Record<string, string>>
}

/** By the name of the case; one that depends on the order of steps has to carry a flag. */
export const fixtureRequests: Readonly<Record<string, FixtureRequests>> = {
  'database/registration-race': { entry: 'src/app.ts', requests: ['POST /register {"name":"Ann"}', 'POST /register {"name":"Ann"}'] },
  'database/exit-in-the-middle': { entry: 'app.js', requests: ['POST /register {"name":"Bob","email":"b@b.c"}', 'POST /register {"name":"Bob","email":"b@b.c"}'] },
  'database/transaction': {
    entry: 'src/app.ts',
    requests: ['POST /import [{"name":"a","amount":5},{"name":"b","amount":1}]', 'POST /transfer {"from":"a","to":"b","amount":3}'],
    after: ['GET /accounts'],
  },
  'database/block-in-handler': { entry: 'app.js', requests: ['POST /books {"title":"One","author":"Ann"}', 'POST /books {"title":"One","author":"Ann"}'], after: ['GET /books'] },
  'database/object-of-functions': { entry: 'src/app.ts', requests: ['POST /users {"name":"Ann"}', 'POST /users {"name":"Ann"}'], after: ['GET /users/1', 'GET /users/2'] },
  'database/connection-in-the-app': { entry: 'src/app.ts', requests: ['POST /notes {"text":"one"}', 'POST /notes {"text":"two"}'], after: ['GET /notes/1', 'GET /notes/2'] },
  'database/check-in-a-helper': { entry: 'app.js', requests: ['POST /register {"email":"a@b.c"}', 'POST /register {"email":"a@b.c"}'] },
  'handlers/named': { entry: 'src/app.ts', requests: ['POST /notes/plan {"text":"a"}', 'POST /notes/plan {"text":"b"}'], before: { 'data/old.txt': '' } },
  'database/answers-to-errors': { entry: 'app.js', requests: ['POST /users {"name":"Ann"}', 'POST /users {"name":"Ann"}'] },
  'races/cache-filled': { entry: 'src/cache.ts', requests: ['text("a")', 'text("a")'], after: ['theMotto()'], before: { 'a.txt': 'a', 'motto.txt': 'go' } },
  'races/file-rewritten': { entry: 'src/app.js', requests: ['POST /users {"name":"ann"}', 'POST /users {"name":"bob"}'], before: { 'users.json': '[]' } },
  'races/files-created-and-removed': { entry: 'src/files.ts', requests: ['remove("a.txt")', 'remove("a.txt")'], before: { 'a.txt': 'a' } },
  'races/folder-made': { entry: 'src/folders.ts', requests: ['save("data","a")', 'save("data","a")'] },
  'races/nobody-comes-between': { entry: 'src/jobs.js', requests: ['measure("a.txt")', 'measure("a.txt")'], after: ['measure("a.txt")'], before: { 'a.txt': 'abc' } },
  'races/prototype-fields': { entry: 'src/tally.js', requests: ['count("a.txt")', 'count("a.txt")'], after: ['count("a.txt")'], before: { 'a.txt': 'abc' } },
  'races/read-after-the-wait-commonjs': { entry: 'src/app.js', requests: ['append("a.txt")', 'append("b.txt")'], before: { 'a.txt': 'a', 'b.txt': 'b' } },
  'races/ways-through': { entry: 'src/ways.js', requests: ['raiseInOneStep("a.txt")', 'raiseInOneStep("b.txt")'], after: ['raiseInOneStep("a.txt")'], before: { 'a.txt': 'a', 'b.txt': 'bcd' } },
  'talk/07-read-before-the-wait-written-after': { entry: 'src/stats.ts', requests: ['visit(["a.txt","a.txt"])', 'visit(["a.txt"])'], after: ['visit([])'], before: { 'a.txt': 'up' } },
  'talk/11-name-checked-then-taken': { entry: 'src/app.js', requests: ['POST /users {"name":"Ann"}', 'POST /users {"name":"Ann"}'] },
  'barriers/twin-through-barrel': { entry: 'src/app.ts', requests: ['PUT /title?title=a', 'PUT /title?title=b'], after: ['GET /title'], before: { 'data/title.txt': 'go' } },
  'database/answers-to-errors-typed': { entry: 'src/app.ts', requests: ['POST /books {"title":"One"}', 'POST /books {"title":"One"}'] },
  'database/handed-as-functions': { entry: 'src/app.ts', requests: ['POST /projects {"path":"/a"}', 'POST /projects {"path":"/b"}'], after: ['GET /projects/1', 'GET /projects/2'] },
  'database/client-of-its-own': { entry: 'app.js', requests: ['DELETE /projects/1', 'POST /projects/1/restore'] },
  'database/type-of-another-module': { entry: 'src/app.ts', requests: ['DELETE /projects/1', 'DELETE /projects/1'] },
  'database/connection-still-used': { entry: 'app.js', requests: ['POST /notes {"text":"a"}', 'POST /notes {"text":"b"}'] },
  'database/declaration-files': { entry: 'src/app.ts', requests: ['POST /users {"name":"Ann"}', 'POST /users {"name":"Ann"}'], after: ['GET /users/1', 'GET /users/2'] },
  'database/errors-of-a-block': { entry: 'app.js', requests: ['GET /notes/1', 'GET /notes/1'] },
  'database/errors-told-apart': { entry: 'src/app.ts', requests: ['POST /users {"name":"Ann"}', 'POST /users {"name":"Ann"}'] },
  'database/functions-commonjs': { entry: 'app.js', requests: ['POST /notes {"text":"a"}', 'POST /notes {"text":"b"}'], after: ['GET /notes'] },
  'database/one-handler-of-two': { entry: 'src/app.ts', requests: ['POST /users {"name":"Ann"}', 'POST /users {"name":"Bob"}'] },
  'database/replaced-in-a-test': { entry: 'app.js', requests: ['DELETE /users/1', 'DELETE /users/1'] },
  'database/typed-exits': {
    entry: 'src/app.ts', requests: ['POST /users {"name":"Ann","email":"a@b.c"}', 'POST /users {"name":"Bob","email":"a@b.c"}'], after: ['PUT /users/1 {"name":"Eve"}'],
  },
  'database/work-in-branches': { entry: 'app.js', requests: ['PUT /stock/pen {"amount":2}', 'PUT /stock/pen {"amount":2}'], after: ['GET /stock?items=pen'] },
  'guard/express-4': { entry: 'app.js', requests: ['POST /users/ann', 'POST /users/bob'] },
  'guard/wrapped': { entry: 'app.js', requests: ['POST /names/ann', 'GET /names/ann'] },
  'handlers/express-4-files': { entry: 'server/app.js', requests: ['GET /notes/none', 'GET /notes/plan'], before: { 'data/plan.txt': 'go' } },
  'handlers/middleware': { entry: 'src/app.ts', requests: ['GET /fail', 'GET /fail'], before: { 'data/motd.txt': 'go' } },
  'handlers/middleware-array': { entry: 'src/app.ts', requests: ['GET /audit', 'GET /audit?robot=1'], before: { 'data/old.txt': '' } },
  'handlers/route-chain': { entry: 'src/app.ts', requests: ['POST /log?line=a', 'POST /log?line=a'], after: ['GET /log'], before: { 'data/log.txt': '' } },
  'talk/06-transaction-and-queries-apart': { entry: 'src/app.ts', requests: ['POST /orders {"item":"pen"}', 'POST /orders {"item":"pen"}'] },
  'talk/10-connection-set-up-elsewhere': { entry: 'app.js', requests: ['POST /basket', 'POST /basket'], after: ['GET /basket?start=0'] },
}

/** Why other cases that answer requests, wait and write are not scheduled. */
export const unscheduled: Readonly<Record<string, string>> = {
  'database/computed-argument': 'its answer counts the requests so far',
  'database/emptied-when-loaded': 'its rows are there before it is loaded',
  'database/handed-to-a-timer': 'timers that go on forever are not parked',
  'database/one-way-or-the-other': 'its rows are there before it is loaded',
  'database/wrapper-in-a-package': 'its package is not installed',
  'database/wrapper-in-the-project': 'it finds its driver by createRequire',
  'guard/marked': 'streams are not parked',
  'guard/marked-before': 'it only reads',
  'handlers/koa-router': 'Koa takes no request by hand',
  'promises/floating-commonjs': 'it drops promises, and carries that flag',
  'races/rows-apart': 'scrypt is not parked',
  'races/sleep-commonjs': 'its answer counts those that wait',
  'talk/01-async-in-name-only': 'it only reads',
  'talk/02-await-on-the-sync-call': 'it only reads',
  'talk/03-await-forgotten-on-a-read': 'it only reads',
  'talk/04-await-forgotten-on-a-create': 'it drops a promise, and carries that flag',
  'talk/05-account-and-mail-at-once': 'sending mail is not parked',
}
