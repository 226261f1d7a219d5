// One instance for ES modules and CommonJS: a second one would not know the requests that the first has marked.
export * from './guard.js'
