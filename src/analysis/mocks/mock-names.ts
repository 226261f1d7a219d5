/** The modules that mock functions; `test` is Node's own runner. */
export const mockModules: ReadonlySet<string> = new Set(['vitest', '@jest/globals', 'jest-mock', 'bun:test', 'sinon', 'ts-sinon', 'test', 'testdouble'])

/** What untyped tests use without an import. */
export const mockGlobals: ReadonlySet<string> = new Set(['vi', 'vitest', 'jest', 'sinon', 'jasmine', 'td'])

/** Put a mock in the place of a member, when they are handed an object and a name. */
export const replacers: ReadonlySet<string> = new Set(['spyOn', 'stub', 'spy', 'method', 'replace'])

/** Make a mock, which acts like the function that they are handed, if any. */
export const makers: ReadonlySet<string> = new Set(['fn', 'stub', 'spy', 'fake', 'createSpy'])

/** Give back what they are handed, under another type. */
export const givers: ReadonlySet<string> = new Set(['mocked'])

/** Put a mock in the place of a module. */
export const moduleMockers: ReadonlySet<string> = new Set(['mock', 'doMock', 'setMock', 'unstable_mockModule', 'mockModule', 'module', 'replace', 'replaceEsm'])

/** Those of libraries that do nothing else: what they are handed second takes the place of what they are handed first. */
export const moduleReplacers: ReadonlySet<string> = new Set(['registerMock', '__set__'])

/** What tells a mock its result, and what tells it the same of a promise. */
export const resultSetters: Readonly<Record<string, string>> = {
  mockReturnValue: 'mockResolvedValue',
  mockReturnValueOnce: 'mockResolvedValueOnce',
  returns: 'resolves',
  returnsArg: 'resolvesArg',
  returnsThis: 'resolvesThis',
  throws: 'rejects',
  returnValue: 'resolveTo',
}

/** What hands a mock a function to run. */
export const implementationSetters: ReadonlySet<string> = new Set(['mockImplementation', 'mockImplementationOnce', 'withImplementation', 'callsFake', 'callFake'])

/** What gives the mock again, or a part of it that is told what to do in the same way. */
export const mockMembers: ReadonlySet<string> = new Set([
  ...Object.keys(resultSetters), ...Object.values(resultSetters), ...implementationSetters,
  'mockClear', 'mockReset', 'mockName', 'mockReturnThis', 'mockRejectedValue', 'mockRejectedValueOnce', 'mockThrow', 'mockThrowOnce',
  'withArgs', 'onCall', 'onFirstCall', 'onSecondCall', 'onThirdCall', 'callThrough', 'resetBehavior', 'withExactArgs',
  'throwsException', 'rejectWith', 'throwError', 'returnValues', 'stub', 'named', 'getCall',
])

/** Properties of a mock behind which it is told what to do, or tells what it did: `spy.and.returnValue(x)`, `spy.firstCall.returnValue`. */
export const mockProperties: ReadonlySet<string> = new Set(['and', 'mock', 'firstCall', 'secondCall', 'thirdCall', 'lastCall'])

/** Assertions on what a mock gave, and those on what its promises gave: of Vitest alone. */
export const resultMatchers: Readonly<Record<string, string>> = {
  toHaveReturnedWith: 'toHaveResolvedWith',
  toHaveLastReturnedWith: 'toHaveLastResolvedWith',
  toHaveNthReturnedWith: 'toHaveNthResolvedWith',
}

/** The same without a form that waits, and what tests read off a mock to see what it gave. */
export const resultViews: ReadonlySet<string> = new Set([
  'toReturnWith', 'lastReturnedWith', 'nthReturnedWith', 'results', 'returned', 'alwaysReturned', 'returnValues', 'returnValue',
])

/** Types of mocks, whose type arguments say what a call gives. */
export const mockTypes: ReadonlySet<string> = new Set(['Mock', 'MockInstance', 'SpyInstance', 'MockedFunction', 'SinonStub', 'SinonSpy', 'Spied'])
