// A stand-in for the host: answers the console's calls from a pretended hall. For work on the console only, never shipped.
// Log-ins: agent, agent2, leader, dispatcher, admin; any password but "wrong". /dev/… moves the hall; see the bottom.
import { randomUUID } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { admin } from './admin.mjs'
import { Hub } from './hub.mjs'
import { queueNames, World } from './world.mjs'

const port = Number(process.env.MOCK_PORT ?? 5000)
const root = fileURLToPath(new URL('../../wwwroot/', import.meta.url))
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }
const accounts = Object.fromEntries([
  ['agent', '周晓雯', ['agent']], ['agent2', '唐建平', ['agent']], ['leader', '蒋国栋', ['shift-leader']],
  ['dispatcher', '何丽华', ['dispatcher']], ['admin', '系统管理员', ['administrator']],
].map(([logIn, name, roles]) => [logIn, { id: randomUUID(), logIn, name, roles }]))
const hub = new Hub((account, topic) => topic === 'board' ? !account.roles.includes('agent') : topic === `agent:${account.id}`)
const world = new World(hub)
const reasons = [['break', '小休'], ['meal', '用餐'], ['training', '培训'], ['paperwork', '处理工单']].map(([code, name]) => ({ code, name }))
const codes = ['直接答复', '已建工单', '转分中心', '紧急联动', '骚扰/无声', '重复诉求', '表扬建议', '非受理范围'].map((name, n) => ({ code: `c${n + 1}`, name }))
const sessions = new Map()
const drafts = new Map()
for (const [logIn, code] of [['agent', '2001'], ['agent2', '2002']]) {
  const { id, name } = accounts[logIn]
  world.addAgent(id, code, name, '一班', 'loggedOut').real = true
}

class No extends Error {
  constructor(status, code, title, more = {}) {
    super(title)
    Object.assign(this, { status, body: { type: `urn:contact-center:${code}`, title, status, ...more } })
  }
}

const callOf = id => world.calls.get(id) ?? world.past.find(call => call.id === id) ?? (() => { throw new No(404, 'no-call', '没有这通电话。') })()
const mine = (me, id) => {
  const offer = world.offers.get(me.id)
  if (offer?.reservationId !== id) {
    throw new No(409, 'offer-gone', '这通来电已不再分配给您。')
  }

  return offer
}
const busy = me => ['reserved', 'talking', 'held', 'wrapUp'].includes(me.state)
const set = (me, state, reason = null) => busy(me) ? world.put(me, { pending: { state, reason } }) : world.put(me, { state, reason, notice: null, misses: 0 })
const story = call => ({
  call, legs: [], reservations: [],
  timeline: [['arrived', `来电到达,拨打 ${call.dialled}`], ['queued', `进入队列“${call.queueName}”`], ...call.offers ? [['offered', `分配给 ${call.agentName ?? '话务员'}`]] : [],
    ...call.answeredAt ? [['answered', '已接听']] : [], ...call.endedAt ? [['ended', '通话结束']] : []]
    .map(([kind, text], n) => ({ at: new Date(Date.parse(call.arrivedAt) + n * 2000).toISOString(), kind, text, actor: n === 2 ? '系统' : null, leg: null })),
})
const why = call => ({
  policy: '2026-01', decidedAt: call.queuedAt, call,
  agents: [...world.agents.values()].slice(0, 12).map((agent, n) => ({
    agentId: agent.id, code: agent.code, name: agent.name, state: agent.state, verdict: call.agentId === agent.id ? 'chosen' : agent.state === 'ready' ? 'considered' : 'excluded',
    rule: agent.state === 'ready' ? 'not-longest-idle' : { notReady: 'not-ready', loggedOut: 'logged-out', wrapUp: 'wrap-up' }[agent.state] ?? 'in-call', detail: n === 3 ? '需要技能 市场监管 ≥ 3' : null,
  })),
})

const routes = [
  ['GET', '/api/calls/me', ({ me }) => ({
    agent: me, offer: world.offers.get(me.id) ?? null, call: world.calls.get(me.callId) ?? null, recent: world.past.filter(call => call.agentId === me.id || Math.random() < 0.12).slice(0, 12),
    reasons, wrapUpCodes: codes, now: new Date().toISOString(),
  })],
  ['POST', '/api/calls/me/log-in', ({ me, body }) => world.put(me, { state: 'notReady', reason: 'logged-in', phone: body.phone ?? me.phone, phoneMode: body.phoneMode, presence: 'online', session: me.session + 1 })],
  ['POST', '/api/calls/me/log-out', ({ me }) => busy(me) ? set(me, 'loggedOut') : world.put(me, { state: 'loggedOut', presence: 'offline' })],
  ['POST', '/api/calls/me/state', ({ me, body }) => set(me, body.state, body.reason)],
  ['DELETE', '/api/calls/me/pending', ({ me }) => world.put(me, { pending: null })],
  ['POST', '/api/calls/offers/:id/accept', ({ me, id }) => {
    const offer = Object.assign(mine(me, id), { state: 'accepted', version: ++world.version })
    setTimeout(() => world.connect(me, offer), 800)
    return offer
  }],
  ['POST', '/api/calls/offers/:id/reject', ({ me, id }) => {
    const offer = mine(me, id)
    world.drop(me)
    world.update(callOf(offer.callId), { state: 'queued' })
    world.put(me, { state: 'notReady', reason: 'break' })
  }],
  ['POST', '/api/calls/calls/:id/hold', ({ me, id }) => (world.put(me, { state: 'held' }), world.update(callOf(id), { state: 'held' }))],
  ['POST', '/api/calls/calls/:id/retrieve', ({ me, id }) => (world.put(me, { state: 'talking' }), world.update(callOf(id), { state: 'connected' }))],
  ['POST', '/api/calls/calls/:id/end', ({ id }) => (world.finish(callOf(id)), callOf(id))],
  ['POST', '/api/calls/calls/:id/forward', ({ id }) => (world.finish(callOf(id), { outcome: 'forwarded' }), callOf(id))],
  ['POST', '/api/calls/calls/:id/requeue', () => { throw new No(409, 'queue-full', '该队列已满,请稍后再退回。') }],
  ['POST', '/api/calls/me/wrap-up', ({ me, body }) => {
    drafts.set(me.id, body)
    if (!body.finish) {
      return me
    }

    if (body.code === null) {
      throw new No(409, 'wrap-up-code-required', '请先选择小结,再完成整理。')
    }

    const next = me.pending ?? { state: 'ready', reason: null }
    return world.put(me, { ...next, pending: null, callId: null, queue: null, wrapUpUntil: null })
  }],
  ['POST', '/api/calls/me/wrap-up/extend', ({ me }) => me.wrapUpExtensions > 1
    ? (() => { throw new No(409, 'no-more-extensions', '已延长 2 次,不能再延长。') })()
    : world.put(me, { wrapUpUntil: new Date(Date.parse(me.wrapUpUntil) + 30000).toISOString(), wrapUpExtensions: me.wrapUpExtensions + 1 })],
  ['GET', '/api/calls/forward-targets', () => [['12366', '纳税服务', '国家税务总局永州市税务局'], ['12360', '海关公益服务', '永州海关'], ['12367', '移民管理服务', '公安出入境']].map(([line, name, department]) => ({ line, name, department }))],
  ['GET', '/api/calls/calls', ({ query }) => {
    const found = [...world.past, ...world.calls.values()].filter(call => ['queue', 'outcome', 'line'].every(name => !query.get(name) || call[name] === query.get(name)))
      .sort((a, b) => b.arrivedAt.localeCompare(a.arrivedAt))
    const start = Number(query.get('after') ?? 0)
    return { calls: found.slice(start, start + 25), next: found.length > start + 25 ? String(start + 25) : null }
  }],
  ['GET', '/api/calls/calls/:id', ({ id }) => story(callOf(id))],
  ['GET', '/api/calls/calls/:id/why', ({ id }) => why(callOf(id))],
  ['GET', '/api/calls/agents/:id/why', ({ id }) => ({
    agent: world.agents.get(id), rule: world.agents.get(id).state === 'ready' ? null : 'not-ready', detail: null,
    queues: Object.entries(queueNames).map(([key, name], n) => ({ key, name, waiting: n, rule: n === 0 ? 'missing-skill' : n === 1 ? 'queue-closed' : 'no-call-waiting', detail: n === 0 ? '接诉即办 ≥ 2' : null })),
  })],
  ['POST', '/api/calls/agents/:id/force', ({ id, body, account }) => world.put(world.agents.get(id), { state: body.state, reason: body.reasonCode, forced: { by: account.name, why: body.why, at: new Date().toISOString() } })],
  ['POST', '/api/calls/calls/:id/move', ({ id, body }) => world.update(callOf(id), { queue: body.queue, queueName: queueNames[body.queue] })],
  ['POST', '/api/calls/calls/:id/priority', ({ id, body }) => world.update(callOf(id), { priority: body.priority })],
  ['GET', '/api/calls/callbacks', () => ({
    callbacks: world.past.filter(call => call.outcome === 'abandoned').map((call, n) => ({ ...call, state: n % 3 ? 'due' : 'dialling', attempts: n % 3 })), next: null,
  })],
  ['POST', '/api/calls/callbacks/:id/close', () => undefined],
  ...admin(No, accounts),
  ['POST', '/dev/ring/:id', ({ id, body }) => world.ring(world.agents.get(accounts[id].id), body.mode, body.seconds)],
  ['POST', '/dev/force/:id', ({ id }) => world.put(world.agents.get(accounts[id].id), { state: 'notReady', reason: null, forced: { by: '蒋国栋', why: '请到前台处理紧急事项', at: new Date().toISOString() } })],
  ['POST', '/dev/suspect', ({ body }) => Object.assign(world.sources[0], { state: body.state ?? 'suspect', since: new Date().toISOString(), version: ++world.version })],
  ['POST', '/dev/cut', () => hub.cut()],
  ['POST', '/dev/supersede', () => hub.supersede()],
]

function accountOf(request) {
  return sessions.get(/session=([^;]+)/.exec(request.headers.cookie ?? '')?.[1])
}

async function answer(request, response, url) {
  const body = JSON.parse((await request.toArray()).join('') || '{}')
  if (url.pathname === '/api/access/sign-in') {
    const account = accounts[body.logIn]
    if (account === undefined || body.password === 'wrong') {
      throw new No(401, 'wrong-password', '账号或密码不正确。')
    }

    const session = randomUUID()
    sessions.set(session, account)
    response.setHeader('Set-Cookie', `session=${session}; HttpOnly; SameSite=Strict; Path=/`)
    return { account }
  }

  const account = accountOf(request)
  if (account === undefined && !url.pathname.startsWith('/dev/')) {
    throw new No(401, 'signed-out', '请先登录。')
  }

  if (request.method !== 'GET' && !url.pathname.startsWith('/dev/') && request.headers['x-requested-with'] !== 'contactcenter') {
    throw new No(400, 'csrf', '缺少请求头。')
  }

  if (url.pathname === '/api/access/me') {
    return { account }
  }

  if (url.pathname === '/api/access/sign-out') {
    response.setHeader('Set-Cookie', 'session=; Path=/; Max-Age=0')
    return undefined
  }

  for (const [method, path, act] of routes) {
    const match = new RegExp(`^${path.replace(/:id/, '(?<id>[^/]+)')}$`).exec(url.pathname)
    if (match !== null && method === request.method) {
      return act({ me: world.agents.get(account?.id), account, body, query: url.searchParams, id: decodeURIComponent(match.groups?.id ?? '') })
    }
  }

  throw new No(404, 'not-found', '没有找到。')
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://localhost')
  if (!url.pathname.startsWith('/api/') && !url.pathname.startsWith('/dev/')) {
    const file = join(root, normalize(url.pathname))
    const found = extname(file) !== '' && existsSync(file) ? file : join(root, 'index.html')
    response.setHeader('Content-Type', types[extname(found)] ?? 'application/octet-stream')
    createReadStream(found).pipe(response)
    return
  }

  if (url.pathname === '/api/live/negotiate') {
    response.setHeader('Content-Type', 'application/json')
    response.statusCode = accountOf(request) === undefined ? 401 : 200
    response.end(JSON.stringify({ connectionId: randomUUID(), connectionToken: randomUUID(), negotiateVersion: 1, availableTransports: [{ transport: 'WebSockets', transferFormats: ['Text', 'Binary'] }] }))
    return
  }

  try {
    const value = await answer(request, response, url)
    response.statusCode = value === undefined ? 204 : 200
    response.setHeader('Content-Type', 'application/json')
    response.end(value === undefined ? undefined : JSON.stringify(value))
  } catch (error) {
    response.statusCode = error.status ?? 500
    response.setHeader('Content-Type', 'application/problem+json')
    response.end(JSON.stringify(error.body ?? { title: String(error), status: 500 }))
  }
})
server.on('upgrade', (request, socket, head) => {
  const account = accountOf(request)
  return account === undefined ? socket.destroy() : hub.upgrade(request, socket, head, account)
})
setInterval(() => world.step(), 2000)
world.figures()
server.listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}`))
