/** Puts the data's values in place of the `{names}` of a sentence. */
export function fill(sentence: string, data: Record<string, string>): string {
  return sentence.replace(/\{(\w+)\}/g, (placeholder, name: string) => data[name] ?? placeholder)
}
