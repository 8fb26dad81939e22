import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import * as intake from '../../api/intake'

/** The lists that forms choose from; read once. */
export const useLists = defineStore('intake-lists', () => {
  const areas = ref<intake.Area[]>([])
  const routes = ref<intake.StatutoryRoute[]>([])
  const channels = ref<{ code: string, name: string, kind: string, active: boolean }[]>([])
  let reading: Promise<void> | null = null

  /** Places by their name below the city, as people say them. */
  const places = computed(() => {
    const byCode = new Map(areas.value.map(area => [area.code, area]))
    return areas.value.map(area => {
      const above = area.parent === null ? undefined : byCode.get(area.parent)
      return { code: area.code, name: above === undefined || above.parent === null ? area.name : above.name + area.name }
    })
  })

  function load(): Promise<void> {
    reading ??= Promise.all([intake.listAreas(), intake.listRoutes(), intake.listChannels()]).then(([read, told, open]) => {
      areas.value = read.areas
      routes.value = told.routes.filter(route => route.active)
      channels.value = open.channels.filter(channel => channel.active)
    }).catch((error: unknown) => {
      reading = null
      throw error
    })
    return reading
  }

  return { areas, places, routes, channels, load }
})
