import { describe, expect, it } from 'vitest'
import styles from './elements.css?raw'

const sources = import.meta.glob<string>('./**/*.{ts,vue}', { query: '?raw', import: 'default', eager: true })
const themes = import.meta.glob<string>('../node_modules/element-plus/theme-chalk/el-*.css', { query: '?raw', import: 'default', eager: true })

describe('the styles of components', () => {
  it('are there for each component that some page imports', () => {
    expect(styles).toContain('el-button.css')
    expect(themes['../node_modules/element-plus/theme-chalk/el-button.css']).toContain('.el-button')
    for (const [file, source] of Object.entries(sources)) {
      for (const [, names = ''] of source.matchAll(/import \{([^}]+)\} from 'element-plus'/g)) {
        for (const name of names.split(',').map(each => each.trim()).filter(each => each.startsWith('El'))) {
          const style = name.replace(/(?<!^)[A-Z]/g, letter => `-${letter}`).toLowerCase() + '.css'
          // Some components are drawn by another's style; their own is missing or says nothing.
          const says = (themes[`../node_modules/element-plus/theme-chalk/${style}`] ?? '').trim() !== ''
          expect(!says || styles.includes(`/${style}`), `${style} for ${file}`).toBe(true)
        }
      }
    }
  })
})
