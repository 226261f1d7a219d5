import { describe, test } from 'vitest'
import { expectRewrite } from './marked.js'

describe('a test that is awaited needs no done', () => {
  test.each([
    ["it('', «done:(«parameter:done») => { f(); «call:done();» }»)", "it('', () => { f(); })"],
    ["it('', «done:«parameter:done» => { f(); «call:done();» }»)", "it('', () => { f(); })"],
    ["it('', «done:function («parameter:done») { f(); «call:done();» }»)", "it('', function () { f(); })"],
    ["it('', «done:(t, «parameter:done») => { f(); «call:done();» }»)", "it('', (t) => { f(); })"],
    ["it('', «done:(t, /* why */ «parameter:done: () => void») => { «call:done();» }»)", "it('', (t) => { })"],
    ["it('', «done:(«parameter:done») => {\n  f()\n  «call:done()»\n}»)", "it('', () => {\n  f()\n})"],
    ["it('', «done:(«parameter:done») => {\n  f() // first\n  «call:done()»\n}»)", "it('', () => {\n  f() // first\n})"],
    ["it('', «done:(«parameter:done») => {\r\n\tf();\r\n\r\n\t«call:done();»\r\n}»)", "it('', () => {\r\n\tf();\r\n})"],
    ["it('', «done:(«parameter:done») => {\n  f() // first\n  «call:done()» }»)", "it('', () => {\n  f() // first\n   })"],
    ["it('', «done:«async:(«parameter:done») => { «await:f()»; «call:done();» }»»)", "it('', async () => { await f(); })"],
  ])('%s', (marked, expected) => {
    expectRewrite('a.ts', `${marked}\n`, `${expected}\n`)
  })
})
