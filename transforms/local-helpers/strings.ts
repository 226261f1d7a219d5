import type { LocalHelper } from './local-helper.js'

// A match is handed on as it is given: what was matched, the groups, the offset, which is the only number, and the text.

/** `String.prototype.replace` for an async callback. */
export const replaceAsync: LocalHelper = {
  name: 'replaceAsync',
  imports: [],
  javascript: `/** replace for an async callback: all matches are found first, then it is called for one after the other. */
async function replaceAsync(text, pattern, callback) {
  const matches = [];
  text.replace(pattern, (match, ...groups) => {
    matches.push([match, ...groups]);
    return match;
  });
  let result = '';
  let end = 0;
  for (const match of matches) {
    const offset = match.find((part) => typeof part === 'number');
    result += \`\${text.slice(end, offset)}\${await callback(...match)}\`;
    end = offset + match[0].length;
  }
  return result + text.slice(end);
}`,
  typescript: `/** replace for an async callback: all matches are found first, then it is called for one after the other. */
async function replaceAsync(
  text: string,
  pattern: string | RegExp,
  callback: (match: string, ...groups: any[]) => unknown,
): Promise<string> {
  const matches: [string, ...unknown[]][] = [];
  text.replace(pattern, (match: string, ...groups: unknown[]) => {
    matches.push([match, ...groups]);
    return match;
  });
  let result = '';
  let end = 0;
  for (const match of matches) {
    const offset = match.find((part) => typeof part === 'number') as number;
    result += \`\${text.slice(end, offset)}\${await callback(...match)}\`;
    end = offset + match[0].length;
  }
  return result + text.slice(end);
}`,
}

/** `String.prototype.replaceAll` for an async callback. */
export const replaceAllAsync: LocalHelper = {
  name: 'replaceAllAsync',
  imports: [],
  javascript: `/** replaceAll for an async callback: all matches are found first, then it is called for one after the other. */
async function replaceAllAsync(text, pattern, callback) {
  const matches = [];
  text.replaceAll(pattern, (match, ...groups) => {
    matches.push([match, ...groups]);
    return match;
  });
  let result = '';
  let end = 0;
  for (const match of matches) {
    const offset = match.find((part) => typeof part === 'number');
    result += \`\${text.slice(end, offset)}\${await callback(...match)}\`;
    end = offset + match[0].length;
  }
  return result + text.slice(end);
}`,
  typescript: `/** replaceAll for an async callback: all matches are found first, then it is called for one after the other. */
async function replaceAllAsync(
  text: string,
  pattern: string | RegExp,
  callback: (match: string, ...groups: any[]) => unknown,
): Promise<string> {
  const matches: [string, ...unknown[]][] = [];
  text.replaceAll(pattern, (match: string, ...groups: unknown[]) => {
    matches.push([match, ...groups]);
    return match;
  });
  let result = '';
  let end = 0;
  for (const match of matches) {
    const offset = match.find((part) => typeof part === 'number') as number;
    result += \`\${text.slice(end, offset)}\${await callback(...match)}\`;
    end = offset + match[0].length;
  }
  return result + text.slice(end);
}`,
}
