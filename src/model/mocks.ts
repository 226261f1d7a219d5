import type { CallUse } from './calls.js'
import type { FileId, FunctionId, Span } from './ids.js'
import type { RuleId } from './rules.js'

/** How what a mock is told becomes what an async function would do. */
export type MockFollowing =
  /** `mockReturnValue(x)` → `mockResolvedValue(x)` */
  | { by: 'name'; name: Span; to: string }
  /** `mockImplementation(() => x)` → `mockImplementation(async () => x)` */
  | { by: 'implementation'; implementation: FunctionId }
  /** `vi.fn<(path: string) => string>()` → `vi.fn<(path: string) => Promise<string>>()` */
  | { by: 'type'; type: Span }
  /** `spy('a')` → `await spy('a')`, where the test calls the mock itself. */
  | { by: 'await'; use: CallUse }
  /** Other code uses what it runs as it is, there is no async form of what it is told, or the test looks at what it gave. */
  | { by: 'nothing'; why: 'shared' | 'no-async-form' | 'looked-at' }

/** A mock that takes the place of a function of the project. */
export interface MockFact {
  file: FileId
  span: Span
  /** The function in which the test says so. */
  in: FunctionId
  function: FunctionId
  /** Absent where the mock is made and told nothing. */
  follows?: MockFollowing
}

/** A mock that takes the place of a blocking API, or of its whole module. */
export interface ApiMockFact {
  file: FileId
  span: Span
  module: string
  /** Absent for the whole module. */
  rule?: RuleId
}
