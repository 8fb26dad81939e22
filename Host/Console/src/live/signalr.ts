import { HubConnectionBuilder, LogLevel } from '@microsoft/signalr'
import { MessagePackHubProtocol } from '@microsoft/signalr-protocol-msgpack'
import { readFrames } from './frame'
import type { Wire, WireEvents } from './hub'

/**
 * The hub over SignalR. A `kind` of console counts as its person's presence, and there is one of each kind per person. Reconnecting is done above it, because it must also cover a first connection that fails.
 */
export function signalrWire(events: WireEvents, kind: string | null): Wire {
  const connection = new HubConnectionBuilder()
    .withUrl(kind === null ? '/api/live' : `/api/live?console=${kind}`, { headers: { 'X-Requested-With': 'contactcenter' } })
    .withHubProtocol(new MessagePackHubProtocol())
    .configureLogging(LogLevel.None)
    .build()
  connection.on('Frames', (frames: unknown) => events.frames(readFrames(frames)))
  connection.on('Superseded', () => events.superseded())
  connection.on('Refused', (topic: unknown, reason: unknown) => events.refused(String(topic), String(reason)))
  connection.onclose(() => events.closed())
  return {
    start: () => connection.start(),
    stop: () => connection.stop(),
    watch: places => places.length === 0 ? Promise.resolve() : connection.invoke('Watch', places),
    unwatch: topics => connection.invoke('Unwatch', topics),
    beat: () => connection.invoke('Beat'),
  }
}
