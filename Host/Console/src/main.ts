import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { whenSignedOut } from './api/client'
import App from './App.vue'
import './elements.css'
import './style.css'
import { i18n, speak } from './i18n'
import { useSession } from './modules/access/session'
import { router } from './router'

const dark = window.matchMedia('(prefers-color-scheme: dark)')
const paint = () => document.documentElement.classList.toggle('dark', dark.matches)
dark.addEventListener('change', paint)
paint()

const app = createApp(App).use(createPinia()).use(i18n)
speak(i18n.global.locale.value)

whenSignedOut(() => {
  const session = useSession()
  if (session.account !== null) {
    session.expire()
    void router.replace({ name: 'sign-in', query: { expired: '1', to: router.currentRoute.value.fullPath } })
  }
})

app.use(router).mount('#app')
