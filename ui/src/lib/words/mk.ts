export default import.meta.glob<string>(['../../../../locales/mk/*.ftl', '!**/analyze.ftl', '!**/cli.ftl'], { query: '?raw', import: 'default', eager: true })
