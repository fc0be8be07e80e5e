// Finds what a person would look for: something visible, by its role and accessible name. arguments: [spec].
// spec: { roles: [..] or null, name, how: 'exact' | 'contains', selector: CSS or null, all: bool }
const spec = arguments[0];
const ROLE = {
  button: 'button, [role=button], input[type=submit], input[type=button], summary',
  link: 'a[href], [role=link]',
  field: 'input:not([type=hidden]):not([type=checkbox]):not([type=radio]):not([type=submit]):not([type=button]), textarea, select, [role=textbox], [role=searchbox], [role=spinbutton], [role=combobox], [contenteditable=true]',
  check: 'input[type=checkbox], input[type=radio], [role=checkbox], [role=switch], [role=radio], [role=menuitemcheckbox], [role=menuitemradio]',
  option: '[role=option], option',
  tab: '[role=tab]',
  menuitem: '[role=menuitem]',
  row: '[role=row], [role=listitem], [role=article], [role=option], li, tr, article',
  heading: 'h1, h2, h3, h4, [role=heading]',
  dialog: 'dialog[open], [role=dialog], [role=alertdialog]',
  cell: 'td, th, [role=gridcell], [role=cell]',
};
const fold = text => (text || '').replace(/[\u2066-\u2069\u200e\u200f]/g, '').replace(/\s+/g, ' ').trim().toLowerCase();
const shown = element => {
  if (element.tagName === 'OPTION' || element.type === 'file') return true;
  const style = getComputedStyle(element);
  if (style.visibility === 'hidden' || style.display === 'none') return false;
  const box = element.getBoundingClientRect();
  if (box.width === 0 && box.height === 0) return false;
  return !element.closest('[aria-hidden=true], [inert]');
};
const text = element => element.innerText !== undefined ? element.innerText : element.textContent;
const name = element => {
  const by = element.getAttribute('aria-labelledby');
  if (by) return by.split(/\s+/).map(id => { const e = document.getElementById(id); return e ? text(e) : ''; }).join(' ');
  const label = element.getAttribute('aria-label');
  if (label) return label;
  if (element.labels && element.labels.length) {
    return Array.from(element.labels).map(l => {
      const copy = l.cloneNode(true);
      copy.querySelectorAll('input, select, textarea, [role=listbox]').forEach(c => c.remove());
      return copy.textContent;
    }).join(' ');
  }
  if (element.matches(ROLE.field)) return element.getAttribute('placeholder') || element.title || '';
  const picture = element.querySelector('img[alt], svg[aria-label]');
  return text(element) || (picture && (picture.getAttribute('alt') || picture.getAttribute('aria-label'))) || element.title || element.value || '';
};
// A modal dialog is the whole world while it is open; the last one is on top.
const modals = Array.from(document.querySelectorAll('dialog[open], [aria-modal=true]')).filter(shown);
const world = spec.anywhere || !modals.length ? document : modals[modals.length - 1];
let found;
if (spec.selector) {
  found = Array.from(document.querySelectorAll(spec.selector)).filter(shown).filter(e => !spec.name || fold(name(e)).includes(fold(spec.name)));
} else {
  const selector = spec.roles.map(role => ROLE[role]).join(', ');
  const wanted = fold(spec.name);
  const everything = root => Array.from(root.querySelectorAll(selector)).filter(shown);
  const matching = (root, how) => everything(root).filter(element => {
    const have = fold(name(element));
    return how === 'exact' ? have === wanted : have.includes(wanted);
  });
  found = matching(world, 'exact');
  if (!found.length && spec.how === 'contains') found = matching(world, 'contains');
  // The tightest element, when one is inside another.
  found = found.filter(element => !found.some(other => other !== element && element.contains(other)));
}
if (spec.all) return found;
return found[spec.at || 0] || null;
