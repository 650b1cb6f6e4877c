/** Whether the page is as narrow as a phone: then lists are cards and the navigation is below. */
import { MediaQuery } from 'svelte/reactivity'

export const narrow = new MediaQuery('(max-width: 640px)', false)
