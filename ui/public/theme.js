// Before the first paint: the theme and density last used in this browser, so that nothing flashes.
try {
  var look = JSON.parse(localStorage.getItem('look') || '{}')
  var root = document.documentElement
  if (look.theme === 'light' || look.theme === 'dark') root.dataset.theme = look.theme
  if (look.density) root.dataset.density = look.density
  if (look.language) root.lang = look.language
} catch (_) {
  // Storage is closed to us: the system's theme it is.
}
