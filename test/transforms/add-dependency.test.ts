import { describe, expect, test } from 'vitest'
import { addDependency } from '../../transforms/add-dependency.js'
import { UnsupportedRewrite } from '../../transforms/unsupported-rewrite.js'

const add = (text: string): string => addDependency(text, 'unblock-runtime', '^0.1.0')

describe('a dependency', () => {
  test.each([
    ['takes its place in the order of the alphabet',
      '{\n  "dependencies": {\n    "express": "^5.0.0",\n    "zod": "^3.0.0"\n  }\n}\n',
      '{\n  "dependencies": {\n    "express": "^5.0.0",\n    "unblock-runtime": "^0.1.0",\n    "zod": "^3.0.0"\n  }\n}\n'],
    ['comes last where there is no order',
      '{\n\t"dependencies": {\n\t\t"zod": "^3.0.0",\n\t\t"express": "^5.0.0"\n\t},\n\t"type": "module"\n}\n',
      '{\n\t"dependencies": {\n\t\t"zod": "^3.0.0",\n\t\t"express": "^5.0.0",\n\t\t"unblock-runtime": "^0.1.0"\n\t},\n\t"type": "module"\n}\n'],
    ['is the first, in four spaces and CRLF',
      '{\r\n    "name": "app"\r\n}\r\n',
      '{\r\n    "name": "app",\r\n    "dependencies": {\r\n        "unblock-runtime": "^0.1.0"\r\n    }\r\n}\r\n'],
  ])('%s', (_, before, after) => {
    expect(add(before)).toBe(after)
  })

  test.each([
    ['{"dependencies":{"unblock-runtime":"^0.0.9"}}'],
    ['{"devDependencies":{"unblock-runtime":"workspace:*"}}'],
  ])('that is there stays: %s', (text) => {
    expect(add(text)).toBe(text)
  })

  test('is refused where there is no object', () => {
    expect(() => add('[]')).toThrow(UnsupportedRewrite)
  })
})
