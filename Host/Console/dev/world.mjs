// A pretended hotline hall, so that every page has something to show. For work on the console only.
import { randomUUID } from 'node:crypto'

const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗']
const given = ['敏', '静', '丽娟', '强', '磊', '洋', '艳', '勇', '军', '杰', '娟', '涛', '明', '霞', '秀英', '建国', '晓燕', '志伟', '雅琴', '海波']
export const lines = [
  ['12345', '政务服务便民热线', 'general'], ['12315', '市场监管投诉举报', 'market'], ['12333', '人力资源和社会保障', 'labour'],
  ['12366', '纳税服务', 'general'], ['12328', '交通运输服务监督', 'general'], ['12329', '住房公积金', 'labour'], ['12369', '生态环境保护举报', 'urgent'],
]
export const queueNames = { urgent: '接诉即办', enterprise: '营商环境专席', market: '市场监管', labour: '人社与公积金', general: '综合受理' }
const random = list => list[Math.floor(Math.random() * list.length)]
const ago = seconds => new Date(Date.now() - seconds * 1000).toISOString()
const iso = () => new Date().toISOString()
const masked = () => `1${random(['38', '39', '58', '73', '86', '52'])}****${String(Math.floor(Math.random() * 10000)).padStart(4, '0')}`

export class World {
  agents = new Map()
  calls = new Map()
  past = []
  offers = new Map()
  version = 1000
  sources = [{ source: 'asterisk-1', kind: 'asterisk', state: 'up', since: ago(86400), version: 1 }]

  constructor(hub) {
    this.hub = hub
    surnames.forEach((surname, n) => this.addAgent(randomUUID(), `1${String(n + 1).padStart(3, '0')}`, surname + given[n],
      ['一班', '二班', '企业专席'][n % 3], random(['ready', 'ready', 'ready', 'notReady', 'wrapUp', 'loggedOut'])))
    for (let n = 0; n < 60; n++) {
      const call = this.newCall(3600 + n * 97)
      const answered = Math.random() < 0.94
      Object.assign(call, answered
        ? { answeredAt: new Date(Date.parse(call.arrivedAt) + Math.random() * 22000).toISOString(), outcome: 'answered', agentName: random([...this.agents.values()]).name }
        : { outcome: 'abandoned' })
      call.endedAt = new Date(Date.parse(call.arrivedAt) + 40000 + Math.random() * 300000).toISOString()
      Object.assign(call, { state: 'ended', ending: { by: answered ? 'parties' : 'caller', reason: 'hung-up' }, offers: answered ? 1 : 0 })
      this.calls.delete(call.id)
      this.past.push(call)
    }

    for (let n = 0; n < 7; n++) {
      this.arrive()
    }
  }

  addAgent(id, code, name, team, state) {
    const agent = {
      id, code, name, team, state, reason: state === 'notReady' ? random(['break', 'meal', 'paperwork']) : null, stateSince: ago(Math.random() * 900),
      readySince: null, pending: null, callId: null, queue: null, phone: `8${code}`, phoneMode: 'rings', presence: state === 'loggedOut' ? 'offline' : 'online',
      misses: 0, wrapUpUntil: null, wrapUpExtensions: 0, forced: null, notice: null, session: 1, version: ++this.version,
    }
    this.agents.set(id, agent)
    this.put(agent)
    return agent
  }

  put(agent, part = {}) {
    Object.assign(agent, part, { version: ++this.version })
    if (part.state !== undefined) {
      agent.stateSince = iso()
    }

    this.hub.set('board', `agent:${agent.id}`, agent)
    this.hub.set(`agent:${agent.id}`, 'agent', agent)
    return agent
  }

  newCall(age = 0) {
    const [line, lineName, queue] = random(lines)
    const call = {
      id: randomUUID(), line, lineName, dialled: line, caller: masked(), direction: 'inbound', state: 'queued', queue, queueName: queueNames[queue],
      priority: queue === 'urgent' ? 90 : 50, arrivedAt: ago(age), queuedAt: ago(age), answeredAt: null, endedAt: null, ending: null, outcome: null,
      agentId: null, agentName: null, reservationId: null, offers: 0, gap: false, version: ++this.version,
    }
    this.calls.set(call.id, call)
    return call
  }

  update(call, part) {
    Object.assign(call, part, { version: ++this.version })
    const ended = call.state === 'ended'
    if (ended) {
      this.calls.delete(call.id)
      this.past.unshift(call)
    }

    this.hub.set('board', `call:${call.id}`, ended ? null : call)
    if (call.agentId !== null) {
      this.hub.set(`agent:${call.agentId}`, 'call', ended ? null : call)
    }

    return call
  }

  /** A call comes; a pretended agent takes it if one is ready and it is not meant for a person at a screen. */
  arrive(age = Math.random() * 20) {
    const call = this.update(this.newCall(age), {})
    const agent = [...this.agents.values()].find(each => each.state === 'ready' && !each.real)
    if (agent !== undefined && Math.random() < 0.8) {
      this.put(agent, { state: 'talking', callId: call.id, queue: call.queue })
      this.update(call, { state: 'connected', answeredAt: iso(), agentId: agent.id, agentName: agent.name, offers: 1 })
    }

    return call
  }

  ring(agent, mode = agent.phoneMode, seconds = 20) {
    const call = this.update(this.newCall(7), { state: 'offered', offers: 1 })
    const offer = {
      reservationId: randomUUID(), version: ++this.version, callId: call.id, line: call.line, lineName: call.lineName, dialled: call.dialled, caller: call.caller,
      queue: call.queue, queueName: call.queueName, priority: call.priority, arrivedAt: call.arrivedAt, offeredAt: iso(),
      deadline: new Date(Date.now() + seconds * 1000).toISOString(), phoneMode: mode, state: 'offered', openAppeals: 2,
    }
    this.offers.set(agent.id, offer)
    this.put(agent, { state: 'reserved', phoneMode: mode, queue: call.queue })
    this.hub.set(`agent:${agent.id}`, 'offer', offer)
    setTimeout(() => this.miss(agent, offer), seconds * 1000).unref()
    return offer
  }

  drop(agent) {
    this.offers.delete(agent.id)
    this.hub.set(`agent:${agent.id}`, 'offer', null)
  }

  miss(agent, offer) {
    if (this.offers.get(agent.id)?.reservationId === offer.reservationId && this.offers.get(agent.id).state === 'offered') {
      this.drop(agent)
      this.update(this.calls.get(offer.callId), { state: 'queued' })
      this.put(agent, { state: 'notReady', reason: 'missed-offers', notice: 'missed-offers', misses: 2 })
    }
  }

  connect(agent, offer) {
    this.drop(agent)
    this.put(agent, { state: 'talking', callId: offer.callId })
    this.update(this.calls.get(offer.callId), { state: 'connected', answeredAt: iso(), agentId: agent.id, agentName: agent.name })
  }

  finish(call, part = {}) {
    const agent = this.agents.get(call.agentId)
    this.update(call, { state: 'ended', endedAt: iso(), outcome: 'answered', ending: { by: 'parties', reason: 'hung-up' }, ...part })
    if (agent !== undefined) {
      this.put(agent, agent.real
        ? { state: 'wrapUp', wrapUpUntil: new Date(Date.now() + 60000).toISOString(), wrapUpExtensions: 0 }
        : { state: 'wrapUp', callId: null, queue: null })
    }
  }

  step() {
    const all = [...this.calls.values()]
    const talking = all.filter(call => call.state === 'connected' && !this.agents.get(call.agentId)?.real)
    if (talking.length > 8) {
      this.finish(random(talking))
    }

    const waiting = all.filter(call => call.state === 'queued')
    if (waiting.length > 4 && Math.random() < 0.3) {
      this.update(waiting[0], { state: 'ended', endedAt: iso(), outcome: 'abandoned', ending: { by: 'caller', reason: 'hung-up' } })
    } else if (all.length < 16) {
      this.arrive(0)
    }

    const idle = [...this.agents.values()].filter(agent => !agent.real && (agent.state === 'wrapUp' || agent.state === 'notReady'))
    if (idle.length > 4) {
      this.put(random(idle), { state: 'ready', reason: null })
    }

    this.figures()
  }

  figures() {
    const all = [...this.calls.values()]
    const count = (list, queue) => {
      const of = each => queue === undefined || each.queue === queue
      const waiting = all.filter(call => of(call) && ['queued', 'offered'].includes(call.state))
      const past = this.past.filter(of)
      const answered = [...past.filter(call => call.outcome === 'answered'), ...all.filter(call => of(call) && call.answeredAt)]
      return {
        waiting: waiting.length, longestWaitSince: waiting.map(call => call.arrivedAt).sort()[0] ?? null, serviceLevelSeconds: 15,
        answeredToday: answered.length, abandonedToday: past.filter(call => call.outcome === 'abandoned').length, offeredToday: past.length + all.filter(of).length,
        answeredInTimeToday: answered.filter(call => Date.parse(call.answeredAt) - Date.parse(call.arrivedAt) <= 15000).length, callbacksDue: past.filter(call => call.outcome === 'abandoned').length,
      }
    }
    this.hub.set('board', 'figures', { at: iso(), ...count(all), rescuedBySweep: 0, unknownNumbersToday: 3 })
    Object.entries(queueNames).forEach(([key, name], n) => this.hub.set('board', `queue:${key}`, {
      key, name, priority: 90 - n * 10, ...count(all, key), offered: all.filter(call => call.queue === key && call.state === 'offered').length,
      connected: all.filter(call => call.queue === key && ['connected', 'held'].includes(call.state)).length,
      readyAgents: [...this.agents.values()].filter(agent => agent.state === 'ready').length, eligibleAgents: 17, open: key !== 'enterprise', version: ++this.version,
    }))
    this.sources.forEach(source => this.hub.set('board', `source:${source.source}`, source))
  }
}
