import { ref, type Ref } from 'vue'
import * as orders from '../../api/orders'
import { toast } from '../../parts/problems'

/** The organisation that this person works for; null until it is known, and for who works for none. */
export function useMyUnit(): Ref<string | null> {
  const unit = ref<string | null>(null)
  void orders.showMyUnit().then(answer => (unit.value = answer.unit), toast)
  return unit
}
