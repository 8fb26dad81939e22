import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import * as orders from '../../api/orders'
import { toast } from '../../parts/problems'

/** Names of units, categories and places, asked once for all pages of work orders. */
export const useOrderBook = defineStore('orderBook', () => {
  const units = shallowRef<orders.Organisation[]>([])
  const categories = shallowRef<ReadonlyMap<string, string>>(new Map())
  const areas = shallowRef<ReadonlyMap<string, string>>(new Map())
  const unitNames = computed(() => new Map(units.value.map(unit => [unit.id, unit.shortName ?? unit.name])))
  let asked: Promise<void> | null = null

  async function ask(): Promise<void> {
    try {
      const [all, known, places] = await Promise.all([orders.listOrganisations(), orders.listCategories(), orders.listAreas()])
      units.value = all.organisations
      categories.value = new Map(known.categories.map(category => [category.code, category.name]))
      areas.value = new Map(places.areas.map(area => [area.code, area.name]))
    } catch (error) {
      asked = null
      toast(error)
    }
  }

  function open(): void {
    asked ??= ask()
  }

  const unitName = (id: string | null) => id === null ? '—' : unitNames.value.get(id) ?? '—'
  const categoryName = (code: string | null) => code === null ? '—' : categories.value.get(code) ?? code
  const areaName = (code: string | null) => code === null ? '—' : areas.value.get(code) ?? code
  return { units, categories, areas, open, unitName, categoryName, areaName }
})
