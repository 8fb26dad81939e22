/** The shape of one language's words: the same keys as the Chinese ones, so that none can be forgotten. */
export type Words<T> = { [Key in keyof T]: T[Key] extends string ? string : Words<T[Key]> }
