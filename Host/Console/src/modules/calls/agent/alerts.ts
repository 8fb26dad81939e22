import { onBeforeUnmount, ref, watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { OfferView } from '../../../api/views'
import { caller } from '../../../parts/format'
import { urgentTitle } from '../../../parts/title'

/** Milliseconds from ring to ring. */
const ringEvery = 2500

let audio: AudioContext | null = null

/** Asks the browser for what an alert needs; it may only be asked after a click. */
export function permitAlerts(): void {
  audio ??= new AudioContext()
  void audio.resume()
  if ('Notification' in window && Notification.permission === 'default') {
    void Notification.requestPermission()
  }
}

/** Makes an open offer heard and seen: a ring, the tab's title, and the system's notification where the tab is hidden. */
export function useAlerts(offer: Ref<OfferView | null>): { silent: Ref<boolean> } {
  const { t } = useI18n()
  const silent = ref(false)
  let ringing: ReturnType<typeof setInterval> | undefined
  let notification: Notification | null = null

  function quiet(): void {
    clearInterval(ringing)
    notification?.close()
    notification = null
    urgentTitle.value = ''
  }

  function ring(): void {
    audio ??= new AudioContext()
    silent.value = audio.state !== 'running'
    if (!silent.value) {
      tone(audio, 0, 880)
      tone(audio, 0.22, 660)
    }
  }

  watch(() => offer.value?.state === 'offered' ? offer.value.reservationId : null, id => {
    quiet()
    const open = offer.value
    if (id === null || open === null) {
      return
    }

    ring()
    ringing = setInterval(ring, ringEvery)
    urgentTitle.value = t('agent.offer.title_tab', { line: open.lineName })
    if (document.hidden && 'Notification' in window && Notification.permission === 'granted') {
      notification = new Notification(urgentTitle.value, {
        body: `${open.dialled} · ${caller(open.caller)}`, tag: 'offer', requireInteraction: true,
      })
      notification.onclick = () => window.focus()
    }
  }, { immediate: true })

  window.addEventListener('pointerdown', permitAlerts, { once: true })
  onBeforeUnmount(quiet)
  return { silent }
}

function tone(context: AudioContext, after: number, pitch: number): void {
  const oscillator = context.createOscillator()
  const volume = context.createGain()
  const start = context.currentTime + after
  oscillator.frequency.value = pitch
  volume.gain.setValueAtTime(0.0001, start)
  volume.gain.exponentialRampToValueAtTime(0.18, start + 0.02)
  volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.2)
  oscillator.connect(volume).connect(context.destination)
  oscillator.start(start)
  oscillator.stop(start + 0.21)
}
