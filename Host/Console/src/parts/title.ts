import { ref, watchEffect } from 'vue'

/** What the page is called. */
export const pageTitle = ref('')

/** Something that must be seen on the tab even when another one is in front, e.g. a call that rings. */
export const urgentTitle = ref('')

let blink: ReturnType<typeof setInterval> | undefined

watchEffect(() => {
  clearInterval(blink)
  document.title = urgentTitle.value || pageTitle.value
  if (urgentTitle.value !== '') {
    let shown = true
    blink = setInterval(() => {
      shown = !shown
      document.title = shown ? urgentTitle.value : pageTitle.value
    }, 1000)
  }
})
