export default import.meta.glob<string>('../../../../locales/mk/*.ftl', { query: '?raw', import: 'default', eager: true })
