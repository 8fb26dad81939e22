import { admin } from './admin'
import { agent } from './agent'
import { floor } from './floor'
import { intake } from './intake'
import { lines } from './lines'
import { orders } from './orders'
import { shell } from './shell'

export const zh = { ...shell, admin, agent, floor, intake, lines, orders }
