export default import.meta.glob<string>(['../../../../locales/ru/*.ftl', '!**/analyze.ftl', '!**/cli.ftl'], { query: '?raw', import: 'default', eager: true })
