// A stand-in for the live hub: snapshot, deltas by (epoch, seq), over MessagePack. For work on the console only.
import { randomUUID } from 'node:crypto'
import { MessageType, NullLogger } from '@microsoft/signalr'
import { MessagePackHubProtocol } from '@microsoft/signalr-protocol-msgpack'
import { WebSocketServer } from 'ws'

const protocol = new MessagePackHubProtocol()
const separator = '\u001e'

export class Hub {
  #epoch = randomUUID()
  #topics = new Map()
  #clients = new Set()
  #server = new WebSocketServer({ noServer: true })

  constructor(mayWatch) {
    this.mayWatch = mayWatch
    setInterval(() => this.#clients.forEach(client => client.send({ type: MessageType.Ping })), 10_000).unref()
  }

  set(topic, key, value) {
    const held = this.#topic(topic)
    const version = value?.version ?? (held.items.get(key)?.version ?? 0) + 1
    const item = { key, version, value: value === null ? null : JSON.stringify(value) }
    if (value === null) {
      held.items.delete(key)
    } else {
      held.items.set(key, item)
    }

    const from = held.seq++
    this.#each(topic, client => client.frames([this.#frame(topic, from, held.seq, false, [item])]))
  }

  cut() {
    this.#clients.forEach(client => client.socket.terminate())
  }

  supersede() {
    this.#clients.forEach(client => client.send({ type: MessageType.Invocation, target: 'Superseded', arguments: [] }))
  }

  upgrade(request, socket, head, account) {
    this.#server.handleUpgrade(request, socket, head, ws => this.#accept(ws, account))
  }

  #accept(socket, account) {
    const client = {
      socket, account, topics: new Set(),
      send: message => socket.send(protocol.writeMessage(message)),
      frames: frames => client.send({ type: MessageType.Invocation, target: 'Frames', arguments: [frames] }),
    }
    let shaken = false
    socket.on('message', data => {
      if (!shaken) {
        shaken = true
        this.#clients.add(client)
        socket.send(Buffer.from(`{}${separator}`))
        return
      }

      const bytes = data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength)
      for (const message of protocol.parseMessages(bytes, NullLogger.instance)) {
        if (message.type === MessageType.Invocation) {
          this.#invoke(client, message)
        }
      }
    })
    socket.on('close', () => this.#clients.delete(client))
  }

  #invoke(client, { target, arguments: [given], invocationId }) {
    if (target === 'Watch') {
      for (const { topic, epoch, seq } of given) {
        if (!this.mayWatch(client.account, topic)) {
          client.send({ type: MessageType.Invocation, target: 'Refused', arguments: [topic, 'no right'] })
          continue
        }

        client.topics.add(topic)
        const held = this.#topic(topic)
        const same = epoch === this.#epoch && seq === held.seq
        client.frames([this.#frame(topic, held.seq, held.seq, !same, same ? [] : [...held.items.values()])])
      }
    } else if (target === 'Unwatch') {
      given.forEach(topic => client.topics.delete(topic))
    }

    if (invocationId) {
      client.send({ type: MessageType.Completion, invocationId, result: null })
    }
  }

  #frame(topic, from, to, snapshot, items) {
    return { topic, epoch: this.#epoch, from, to, snapshot, items, now: new Date().toISOString() }
  }

  #topic(name) {
    return this.#topics.get(name) ?? this.#topics.set(name, { seq: 0, items: new Map() }).get(name)
  }

  #each(topic, act) {
    [...this.#clients].filter(client => client.topics.has(topic)).forEach(act)
  }
}
