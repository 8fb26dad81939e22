import { get, post, put } from './client'

export type Role = 'agent' | 'shift-leader' | 'dispatcher' | 'clerk' | 'supervisor' | 'administrator'

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

/** An account as administrators see it. */
export interface AccountView extends Account {
  disabledAt: string | null
  lockedUntil: string | null
  signedInAt: string | null
  version: number
}

export const allRoles: readonly Role[] = ['agent', 'shift-leader', 'dispatcher', 'clerk', 'supervisor', 'administrator']

export const listAccounts = (search: string, after: string | null) =>
  get<{ accounts: AccountView[], next: string | null }>('/api/access/accounts', { search, after })
export const addAccount = (account: { logIn: string, name: string, password: string, roles: Role[] }) =>
  post<AccountView>('/api/access/accounts', account)
export const changeAccount = (
  id: string,
  change: { name: string, roles: Role[], disabled: boolean, version: number, reason: string | null },
) => put<AccountView>(`/api/access/accounts/${id}`, change)
export const resetPassword = (id: string, password: string) =>
  put<undefined>(`/api/access/accounts/${id}/password`, { password })
export const signAccountOut = (id: string) => post<undefined>(`/api/access/accounts/${id}/sign-out`)
