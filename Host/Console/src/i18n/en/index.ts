import type { Words } from '../words'
import type { zh } from '../zh'
import { admin } from './admin'
import { agent } from './agent'
import { floor } from './floor'
import { intake } from './intake'
import { lines } from './lines'
import { orders } from './orders'
import { shell } from './shell'

export const en: Words<typeof zh> = { ...shell, admin, agent, floor, intake, lines, orders }
