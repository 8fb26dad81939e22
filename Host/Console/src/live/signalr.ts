import { DefaultHttpClient, HttpError, HubConnectionBuilder, LogLevel, NullLogger, type HttpRequest, type HttpResponse } from '@microsoft/signalr'
import { MessagePackHubProtocol } from '@microsoft/signalr-protocol-msgpack'
import { readFrames } from './frame'
import type { Wire, WireEvents } from './hub'

/** Keeps the host's "no": the library tells a failed start in words only, without the status that says why. */
class TellingHttpClient extends DefaultHttpClient {
  refusal: HttpError | null = null

  constructor() {
    super(NullLogger.instance)
  }

  override async send(request: HttpRequest): Promise<HttpResponse> {
    try {
      return await super.send(request)
    } catch (error) {
      this.refusal = error instanceof HttpError ? error : null
      throw error
    }
  }
}

/**
 * The hub over SignalR. A `kind` of console counts as its person's presence, and there is one of each kind per person.
 * Reconnecting is done above it, because it must also cover a first connection that fails.
 */
export function signalrWire(events: WireEvents, kind: string | null): Wire {
  const httpClient = new TellingHttpClient()
  const connection = new HubConnectionBuilder()
    .withUrl(kind === null ? '/api/live' : `/api/live?console=${kind}`, { httpClient, headers: { 'X-Requested-With': 'contactcenter' } })
    .withHubProtocol(new MessagePackHubProtocol())
    .configureLogging(LogLevel.None)
    .build()
  connection.on('Frames', (frames: unknown) => events.frames(readFrames(frames)))
  connection.on('Superseded', () => events.superseded())
  connection.on('Refused', (topic: unknown, reason: unknown) => events.refused(String(topic), String(reason)))
  connection.onclose(() => events.closed())
  return {
    start: () => connection.start().catch((error: unknown) => { throw httpClient.refusal ?? error }),
    stop: () => connection.stop(),
    watch: places => places.length === 0 ? Promise.resolve() : connection.invoke('Watch', places),
    unwatch: topics => connection.invoke('Unwatch', topics),
    beat: () => connection.invoke('Beat'),
  }
}
