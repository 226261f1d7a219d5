export * from './debug.js'
