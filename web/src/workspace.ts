// The map with its side panel: either the layers or the chosen target.

import { button, h } from './dom';
import { word } from './words';

export interface Workspace {
  element: HTMLElement;
  turnTo: (tab: 'layers' | 'target') => void;
}

export function workspace(map: HTMLElement, layers: HTMLElement, target: HTMLElement | null): Workspace {
  const panels: Record<string, HTMLElement> = { layers: panel('layers', layers) };
  if (target) panels.target = panel('target', target);
  const names = Object.keys(panels);
  const tabs = names.map((name) =>
    button(word(`tab_${name}`), () => turnTo(name), {
      role: 'tab',
      id: `tab-${name}`,
      'aria-controls': `panel-${name}`,
    }),
  );
  const bar = h('div', { class: 'tabs', role: 'tablist', 'aria-label': word('side_panel') }, ...tabs);
  bar.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const other = (tabs.findIndex((tab) => tab === event.target) + 1) % tabs.length;
    turnTo(names[other]);
    tabs[other].focus();
  });

  function panel(name: string, content: HTMLElement): HTMLElement {
    return h(
      'div',
      {
        role: 'tabpanel',
        id: `panel-${name}`,
        'aria-labelledby': `tab-${name}`,
        tabindex: '0',
        class: 'panel',
      },
      name === 'layers' ? h('h3', { class: 'only-spoken' }, word('tab_layers')) : null,
      content,
    );
  }

  function turnTo(name: string): void {
    names.forEach((one, i) => {
      const on = one === name;
      tabs[i].setAttribute('aria-selected', String(on));
      tabs[i].tabIndex = on ? 0 : -1;
      panels[one].hidden = !on;
    });
  }
  turnTo('layers');
  const side = h('div', { class: 'side' }, bar, ...names.map((name) => panels[name]));
  return { element: h('div', { class: 'workspace' }, map, side), turnTo };
}
