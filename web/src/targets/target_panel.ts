// The page of the chosen target beside the map, with its way through the others.

import { Loose, Report, Target } from '../data';
import { button, h } from '../dom';
import { word } from '../words';
import { targetPage } from './page';

export interface TargetPanel {
  element: HTMLElement;
  show: (target: Target) => void;
}

/** The whole page steps aside while one target is printed. */
function printAlone(page: HTMLElement): void {
  const holder = h('div', { class: 'printed-alone' }, page);
  document.body.append(holder);
  document.body.classList.add('print-one');
  const done = (): void => {
    document.body.classList.remove('print-one');
    holder.remove();
  };
  window.addEventListener('afterprint', done, { once: true });
  window.print();
}

export function targetPanel(
  targets: Target[],
  report: Loose<Report>,
  open: (id: string) => void,
  back: (id: string) => void,
): TargetPanel {
  const element = h('div', { class: 'target-side' }, h('p', { class: 'quiet' }, word('choose_target')));
  return {
    element,
    show: (target) => {
      const index = targets.indexOf(target);
      const step = (key: string, to: number): HTMLButtonElement => {
        const made = button(word(key), () => open(targets[to].id));
        made.disabled = to < 0 || to >= targets.length;
        return made;
      };
      const tools = h(
        'div',
        { class: 'tools' },
        step('previous', index - 1),
        step('next', index + 1),
        button(word('to_table'), () => back(target.id)),
        button(word('print_target'), () => printAlone(targetPage(target, report, 330)), { class: 'print-target' }),
      );
      element.replaceChildren(tools, targetPage(target, report));
    },
  };
}
