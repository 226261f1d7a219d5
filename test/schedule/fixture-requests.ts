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
}
