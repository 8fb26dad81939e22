import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import * as access from '../../api/access'
import { Problem } from '../../api/client'
import { useLink } from '../../live/link'

export type Right =
  | 'take-calls' | 'watch-floor' | 'lead-shift' | 'administer' | 'register-appeals' | 'see-orders' | 'see-all-orders'
  | 'dispatch-orders' | 'handle-orders' | 'call-back-citizens' | 'supervise-orders'

/**
 * Which pages a role opens. The host decides what a person may do; this only keeps doors off the screen that would not open.
 */
const rightsOf: Partial<Record<string, readonly Right[]>> = {
  agent: ['take-calls', 'register-appeals', 'call-back-citizens', 'see-orders'],
  dispatcher: ['watch-floor', 'register-appeals', 'see-orders', 'see-all-orders', 'dispatch-orders', 'call-back-citizens'],
  'shift-leader': [
    'watch-floor', 'lead-shift', 'register-appeals', 'see-orders', 'see-all-orders', 'dispatch-orders', 'call-back-citizens', 'supervise-orders',
  ],
  clerk: ['handle-orders', 'see-orders'],
  supervisor: ['see-orders', 'see-all-orders', 'supervise-orders'],
  administrator: ['watch-floor', 'administer', 'see-orders', 'see-all-orders'],
}

/** Who is signed in. */
export const useSession = defineStore('session', () => {
  const account = ref<access.Account | null>(null)
  const asked = ref(false)
  const rights = computed(() => new Set(account.value?.roles.flatMap(role => rightsOf[role] ?? []) ?? []))

  function may(right: Right): boolean {
    return rights.value.has(right)
  }

  /** Asks the host who this is; once, for a page that was just loaded. */
  async function load(): Promise<void> {
    if (asked.value) {
      return
    }

    try {
      account.value = (await access.whoAmI()).account
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) {
        throw error
      }
    }

    asked.value = true
  }

  async function signIn(logIn: string, password: string): Promise<void> {
    account.value = (await access.signIn(logIn, password)).account
    asked.value = true
  }

  async function signOut(): Promise<void> {
    useLink().close()
    await access.signOut()
    account.value = null
  }

  /** The host no longer knows this sign-in. */
  function expire(): void {
    useLink().close()
    account.value = null
    asked.value = true
  }

  return { account, rights, may, load, signIn, signOut, expire }
})
