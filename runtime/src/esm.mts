// One instance for ES modules and CommonJS: a second one would not know the threads and the context of the first.
export * from './index.js'
