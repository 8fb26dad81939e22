import type { Words } from '../words'
import type { lines as zh } from '../zh/lines'

export const lines: Words<typeof zh> = { title: 'Lines and numbers' }
