import { get, post } from './client'

export type Role = 'agent' | 'shift-leader' | 'dispatcher' | 'administrator'

export interface Account {
  id: string
  logIn: string
  name: string
  roles: Role[]
}

export const signIn = (logIn: string, password: string) =>
  post<{ account: Account }>('/api/access/sign-in', { logIn, password })
export const signOut = () => post<undefined>('/api/access/sign-out')
export const whoAmI = () => get<{ account: Account }>('/api/access/me')
