import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'
import './charts/palette.css'
import './kit/control.css'
import { mount } from 'svelte'
import App from './App.svelte'

const target = document.getElementById('app')
if (target) mount(App, { target })
