export default import.meta.glob<string>('../../../../locales/mk/{arithmetic,calendar,dedupe,import,lead,portrait,report,review,setting,stress}.ftl', { query: '?raw', import: 'default', eager: true })
