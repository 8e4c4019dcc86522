import { mount } from 'svelte';
import App from './app/App.svelte';
import { place } from './app/place.svelte';
import { session } from './app/session.svelte';
import { clock } from './live/clock.svelte';

clock.start();
place.start();
void session.load();

const target = document.getElementById('app');
if (target) mount(App, { target });
