interface User { id: number; name: string | null }
export declare function reset(): void
export declare function all(): User[]
export declare function register(name: string): User
export declare function unfinished(): unknown
export declare function leaveTransactionOpen(): void
