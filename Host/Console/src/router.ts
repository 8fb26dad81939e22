import { createRouter, createWebHistory, type RouteLocationRaw } from 'vue-router'
import { useSession, type Right } from './modules/access/session'

declare module 'vue-router' {
  interface RouteMeta {
    /** The right a page needs; without one it needs no sign-in. */
    right?: Right
    /** The page's name in the menu. */
    title?: string
    /** For citizens: nobody signs in. */
    open?: boolean
    /** Shown without the top bar. */
    bare?: boolean
  }
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'home', component: () => import('./parts/NoPage.vue') },
    {
      path: '/sign-in', name: 'sign-in', meta: { title: 'pages.signIn', bare: true },
      component: () => import('./modules/access/SignInPage.vue'),
    },
    {
      path: '/agent', name: 'agent', meta: { right: 'take-calls', title: 'pages.agent' },
      component: () => import('./modules/calls/agent/AgentPage.vue'),
    },
    {
      path: '/appeals', name: 'appeals', meta: { right: 'register-appeals', title: 'pages.appeals' },
      component: () => import('./modules/intake/AppealsPage.vue'),
    },
    {
      path: '/appeals/new', name: 'appeal-new', meta: { right: 'register-appeals', title: 'pages.appeals' },
      component: () => import('./modules/intake/NewAppealPage.vue'),
    },
    {
      path: '/appeals/:id', name: 'appeal', meta: { right: 'register-appeals', title: 'pages.appeals' },
      component: () => import('./modules/intake/AppealPage.vue'),
    },
    {
      path: '/progress', name: 'progress', meta: { open: true, bare: true, title: 'pages.progress' },
      component: () => import('./modules/intake/ProgressPage.vue'),
    },
    {
      path: '/report', name: 'report', meta: { open: true, bare: true, title: 'pages.report' },
      component: () => import('./modules/intake/ReportPage.vue'),
    },
    {
      path: '/board', name: 'board', meta: { right: 'watch-floor', title: 'pages.board' },
      component: () => import('./modules/calls/floor/BoardPage.vue'),
    },
    {
      path: '/board/calls', name: 'calls', meta: { right: 'watch-floor', title: 'pages.board' },
      component: () => import('./modules/calls/floor/CallsPage.vue'),
    },
    {
      path: '/board/callbacks', name: 'callbacks', meta: { right: 'watch-floor', title: 'pages.board' },
      component: () => import('./modules/calls/floor/CallbacksPage.vue'),
    },
    {
      path: '/wallboard', name: 'wallboard', meta: { right: 'watch-floor', title: 'pages.wallboard', bare: true },
      component: () => import('./modules/calls/floor/WallboardPage.vue'),
    },
    {
      path: '/orders/inbox', name: 'inbox', meta: { right: 'dispatch-orders', title: 'pages.inbox' },
      component: () => import('./modules/dispatch/InboxPage.vue'),
    },
    {
      path: '/orders/workbench', name: 'workbench', meta: { right: 'handle-orders', title: 'pages.workbench' },
      component: () => import('./modules/dispatch/WorkbenchPage.vue'),
    },
    {
      path: '/orders/callbacks', name: 'order-callbacks', meta: { right: 'call-back-citizens', title: 'pages.order-callbacks' },
      component: () => import('./modules/dispatch/OrderCallbacksPage.vue'),
    },
    {
      path: '/orders/supervision', name: 'supervision', meta: { right: 'supervise-orders', title: 'pages.supervision' },
      component: () => import('./modules/dispatch/SupervisionPage.vue'),
    },
    {
      path: '/orders', name: 'orders', meta: { right: 'see-orders', title: 'pages.orders' },
      component: () => import('./modules/dispatch/SearchPage.vue'),
    },
    {
      path: '/orders/:id', name: 'order', meta: { right: 'see-orders', title: 'pages.orders' },
      component: () => import('./modules/dispatch/OrderPage.vue'),
    },
    {
      path: '/lines', name: 'lines', meta: { right: 'administer', title: 'pages.lines' },
      component: () => import('./modules/telephony/LinesPage.vue'),
    },
    {
      path: '/queues', name: 'queues', meta: { right: 'administer', title: 'pages.queues' },
      component: () => import('./modules/calls/queues/QueuesPage.vue'),
    },
    {
      path: '/accounts', name: 'accounts', meta: { right: 'administer', title: 'pages.accounts' },
      component: () => import('./modules/access/AccountsPage.vue'),
    },
    { path: '/:rest(.*)*', name: 'not-found', component: () => import('./parts/NoPage.vue') },
  ],
})

/** The first page of whoever is signed in. */
export function firstPage(): RouteLocationRaw {
  const { may } = useSession()
  const name = may('take-calls') ? 'agent' : may('administer') ? 'lines' : may('watch-floor') ? 'board'
    : may('handle-orders') ? 'workbench' : may('supervise-orders') ? 'supervision' : null
  return name === null ? { name: 'not-found', params: { rest: ['no-page'] } } : { name }
}

router.beforeEach(async to => {
  const session = useSession()
  if (to.name === 'sign-in' || to.meta.open === true) {
    return true
  }

  await session.load()
  if (session.account === null) {
    return { name: 'sign-in', query: to.fullPath === '/' ? {} : { to: to.fullPath } }
  }

  if (to.name === 'home' || (to.meta.right !== undefined && !session.may(to.meta.right))) {
    return firstPage()
  }

  return true
})
