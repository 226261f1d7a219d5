export declare function thread(): number
export declare function kept(): { a: number }[]
export declare function cacheSize(): number
export declare function isInTransaction(): boolean
