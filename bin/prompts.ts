/** One answer that a person can give. */
export interface Choice<Value extends string> {
  value: Value
  label: string
  hint: string
}

/** Asks a person. */
export interface Prompts {
  /** What was chosen, at first the first choice; nothing after Ctrl-C. */
  choose<Value extends string>(message: string, choices: readonly Choice<Value>[]): Promise<Value | undefined>
}

/** Asks at the terminal that the process was started in. */
export const terminalPrompts: Prompts = {
  choose: async <Value extends string>(message: string, choices: readonly Choice<Value>[]) => {
    // Few runs ask, and all others start without it.
    const { isCancel, select } = await import('@clack/prompts')
    const answer = await select<string>({ message, options: choices.map((choice) => ({ ...choice })) })
    return isCancel(answer) ? undefined : choices.find(({ value }) => value === answer)?.value
  },
}
